import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ParseError, ValidationError } from "../../errors/errors.ts";
import type { Ref, Structure } from "../../shape/shape.ts";
import { decodeCbor } from "./cbor-decoder.ts";
import { readCbor } from "./cbor-reader.ts";
import { writeCbor } from "./cbor-writer.ts";

const fromHex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16));
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** Whether something succeeds or fails with an error of a type. */
function failsOnlyWith(type: new (init: any) => Error, run: () => unknown): boolean {
  try {
    run();
    return true;
  } catch (error) {
    return error instanceof type;
  }
}

describe("writeCbor", () => {
  it.each<[string, Ref, unknown, string]>([
    ["integer", "integer", 23, "17"],
    ["integer", "integer", 24, "1818"],
    ["integer", "integer", 256, "190100"],
    ["integer", "integer", 65536, "1a00010000"],
    ["long", "long", 4294967296, "1b0000000100000000"],
    ["long", "long", 18446744073709551615n, "1bffffffffffffffff"],
    ["integer", "integer", -1, "20"],
    ["integer", "integer", -256, "38ff"],
    ["long", "long", -9223372036854775808n, "3b7fffffffffffffff"],
    ["float", "float", 1.5, "fa3fc00000"],
    ["double", "double", 1.5, "fb3ff8000000000000"],
    ["NaN", "double", NaN, "f97e00"],
    ["infinity", "float", Infinity, "f97c00"],
    ["negative infinity", "double", -Infinity, "f9fc00"],
    ["boolean", "boolean", true, "f5"],
    ["text", "string", "hü", "6368c3bc"],
    ["bytes", "blob", "hi", "426869"],
    ["timestamp", "timestamp", new Date(1000), "c101"],
    ["timestamp with a fraction", "timestamp", new Date(1500), "c1fb3ff8000000000000"],
    ["timestamp before 1970", "timestamp", new Date(-2000), "c121"],
    ["list", { list: "string" }, ["a", null], "826161f6"],
    ["map", { map: "integer" }, { a: 1, b: null, c: undefined }, "a261610161 62f6".replace(" ", "")],
    [
      "structure",
      { structure: { A: { shape: "string", locationName: "b" }, N: "string" } },
      { A: "x", N: null },
      "a161626178",
    ],
    ["document", "document", { a: [1, -2, 1.5, "x", true, null] }, "a16161860121fb3ff80000000000006178f5f6"],
  ])("writes %s", (_, ref, value, hex) => {
    expect(toHex(writeCbor(ref, value))).toBe(hex);
  });

  it("grows", () => {
    const list = Array.from({ length: 2000 }, (_, at) => "item " + at);
    expect(decodeCbor(writeCbor({ list: "string" }, list))).toEqual(list);
    const long = "ä".repeat(100_000);
    expect(decodeCbor(writeCbor("string", long))).toBe(long);
  });

  it("refuses a document that contains itself", () => {
    const loop: Record<string, unknown> = {};
    loop["loop"] = loop;
    expect(() => writeCbor("document", loop)).toThrow(ValidationError);
  });
});

describe("readCbor", () => {
  const shape: Structure = {
    structure: {
      when: "timestamp",
      big: "long",
      data: "blob",
      text: { shape: "string", locationName: "Other" },
      map: { map: "string" },
      choice: { union: { a: "string", b: "long" } },
      next: () => shape,
    },
  };

  it.each<[string, string, unknown]>([
    ["fractions of seconds", "a1647768656ec1fb3ff8000000000000", { when: new Date(1500) }],
    ["seconds before 1970", "a1647768656ec13903e7", { when: new Date(-1_000_000) }],
    ["seconds as a half float", "a1647768656ec1f93e00", { when: new Date(1500) }],
    ["bignums", "a163626967c249010000000000000000", { big: 18446744073709551616n }],
    ["negative bignums", "a163626967c341ff", { big: -256 }],
    ["members by their own name", "a2647465787461786 54f746865726179".replace(" ", ""), { text: "x" }],
    ["maps without nulls", "a1636d6170a2616161786162f6", { map: { a: "x" } }],
    ["unknown members of unions", "a16663686f696365a1617a01", { choice: { $unknown: ["z", 1] } }],
    [
      "tags in unknown members",
      "a16663686f696365a1617a82c101d901006178",
      { choice: { $unknown: ["z", [new Date(1000), "x"]] } },
    ],
    ["indefinite lengths", "bf6474657874 7f61616162ffff".replace(" ", ""), { text: "ab" }],
    ["nothing", "", {}],
  ])("reads %s", (_, hex, expected) => {
    expect(readCbor(shape, fromHex(hex))).toEqual(expected);
  });

  it.each<[string, string]>([
    ["a timestamp in bytes", "a1647768656e4101"],
    ["a map for a timestamp", "a1647768656ea0"],
    ["a tag where none belongs", "a16474657874c0616 1".replace(" ", "")],
    ["a list for text", "a1647465787481d9010001"],
    ["a list for a map", "a1636d617080"],
    ["text for bytes", "a16464617461 6161".replace(" ", "")],
    ["two members of a union", "a16663686f696365a2616161786162 01".replace(" ", "")],
    ["no member of a union", "a16663686f696365a0"],
    ["keys that are not text", "a10102"],
    ["bytes after the end", "a000"],
    ["text that is not UTF-8", "a1647465787461ff"],
    ["a large count", "9b0000000100000000"],
    ["a count beyond numbers", "bbffffffffffffffff"],
    ["a long bignum", "a163626967c2590401" + "ff".repeat(1025)],
    ["a list", "80"],
  ])("refuses %s", (_, hex) => {
    expect(() => readCbor(shape, fromHex(hex))).toThrow(ParseError);
  });

  it("refuses deep nesting without overflowing", () => {
    for (const head of ["81", "9f", "c1", "a16161", "bf6161"]) {
      expect(() => decodeCbor(fromHex(head.repeat(100_000)))).toThrow(ParseError);
    }
    expect(() => readCbor(shape, fromHex("a1646e657874".repeat(100_000)))).toThrow(ParseError);
  });

  it("keeps names from the data away from prototypes", () => {
    const { map } = readCbor(
      shape,
      writeCbor(
        { structure: { map: { map: "string" } } },
        {
          map: JSON.parse('{"__proto__":"x"}') as object,
        },
      ),
    ) as { map: object };
    expect(Object.entries(map)).toEqual([["__proto__", "x"]]);
    expect(Object.getPrototypeOf(map)).toBe(Object.prototype);
  });
});

const shape: Structure = {
  structure: {
    s: "string",
    l: "long",
    f: "float",
    d: "double",
    b: "boolean",
    t: "timestamp",
    x: "blob",
    n: { list: { list: "integer" } },
    m: { map: "string" },
  },
};

describe("CBOR", () => {
  it("reads what it writes", () => {
    const values = fc.record(
      {
        s: fc.string({ unit: "grapheme" }),
        l: fc.oneof(
          fc.maxSafeInteger(),
          fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n - 1n }),
          fc.bigInt({ min: -(2n ** 63n), max: -(2n ** 53n) }),
        ),
        f: fc.float(),
        d: fc.double(),
        b: fc.boolean(),
        t: fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }).map((s) => new Date(s * 1000)),
        x: fc.oneof(
          fc.uint8Array({ maxLength: 30 }),
          fc.nat(600).map((length) => new Uint8Array(length).fill(7)),
        ),
        n: fc.array(fc.array(fc.integer(), { maxLength: 4 }), { maxLength: 4 }),
        m: fc.dictionary(fc.string({ unit: "grapheme" }), fc.string(), { maxKeys: 4 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(values, (value) => {
        expect(isDeepStrictEqual(readCbor(shape, writeCbor(shape, value)), structuredClone(value))).toBe(
          true,
        );
      }),
      { numRuns: 10_000 },
    );
  });

  it("throws nothing but ParseError, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(failsOnlyWith(ParseError, () => readCbor(shape, bytes))).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });
});

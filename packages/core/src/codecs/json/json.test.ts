import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ParseError, ValidationError } from "../../errors/errors.ts";
import type { Ref, Structure } from "../../shape/shape.ts";
import { parseJson, readJson } from "./json-reader.ts";
import { writeJson } from "./json-writer.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (ref: Ref, text: string): unknown => readJson(ref, bytes(text));

const node: Structure = {
  structure: {
    name: "string",
    count: { shape: "long", locationName: "Count" },
    when: "timestamp",
    modified: { shape: "timestamp", timestampFormat: "iso8601" },
    data: "blob",
    rate: "double",
    ok: "boolean",
    tags: { map: "string" },
    names: { list: "string" },
    times: { list: "timestamp" },
    blobs: { map: "blob" },
    free: "document",
    choice: { union: { left: "string", right: { list: "blob" } } },
    children: { list: () => node },
    lists: { map: { list: "integer" } },
  },
};

/** Whether something succeeds or fails with an error of a type. */
function failsOnlyWith(type: new (init: any) => Error, run: () => unknown): boolean {
  try {
    run();
    return true;
  } catch (error) {
    return error instanceof type;
  }
}

describe("writeJson", () => {
  it("writes each kind of value as the protocols want it", () => {
    const text = writeJson(node, {
      name: 'a"ü\u2028',
      count: 9223372036854775807n,
      when: new Date(1500),
      modified: new Date(1500),
      data: "hi",
      rate: -Infinity,
      ok: false,
      tags: { a: "1", b: null, c: undefined },
      names: ["x", null],
      choice: { right: [new Uint8Array([1, 2])] },
      children: [{ name: "child" }],
    });
    expect(text).toBe(
      '{"name":"a\\"ü\u2028","Count":9223372036854775807,"when":1.5,"modified":"1970-01-01T00:00:01.500000Z",' +
        '"data":"aGk=","rate":"-Infinity","ok":false,"tags":{"a":"1","b":null},"names":["x",null],' +
        '"choice":{"right":["AQI="]},"children":[{"name":"child"}]}',
    );
  });

  it("leaves out what is null, undefined or unknown, and keeps the caller's order", () => {
    expect(writeJson(node, { ok: true, name: null, data: undefined, other: 1, count: 2 })).toBe(
      '{"ok":true,"Count":2}',
    );
  });

  it("writes documents as they are, integers of any size too", () => {
    const free = { a: [1, null, "x", { b: 12345678901234567890n }], skip: undefined, ["__proto__"]: 1 };
    expect(writeJson(node, { free })).toBe(
      '{"free":{"a":[1,null,"x",{"b":12345678901234567890}],"__proto__":1}}',
    );
  });

  it("keeps the sign of zero where the model says floating point", () => {
    expect(writeJson({ structure: { f: "float", i: "integer" } }, { f: -0, i: -0 })).toBe('{"f":-0,"i":0}');
  });

  it("refuses a document that contains itself", () => {
    const loop: Record<string, unknown> = {};
    loop["loop"] = loop;
    expect(() => writeJson("document", loop)).toThrow(ValidationError);
  });
});

describe("readJson", () => {
  it("reads each kind of value", () => {
    const value = read(
      node,
      '{"name":"n","Count":"12","when":1.5,"modified":"1970-01-01T00:00:01Z","data":"aGk=","rate":"NaN","names":["x",null],' +
        '"times":[0,null,"Thu, 01 Jan 1970 00:00:01 GMT"],"tags":{"a":"1","b":null},"choice":{"__type":"t","left":"l","right":null},"other":1,"ok":null}',
    );
    expect(value).toEqual({
      name: "n",
      count: 12,
      when: new Date(1500),
      modified: new Date(1000),
      data: new Uint8Array([104, 105]),
      rate: NaN,
      names: ["x", null],
      times: [new Date(0), null, new Date(1000)],
      tags: { a: "1", b: null },
      choice: { left: "l" },
    });
  });

  it("is exact beyond what a number holds, in longs and documents", () => {
    const text =
      '{"Count": -9223372036854775808, "rate": 12345678901234567890, "name": "a 1234567890123456789 \\" b", "free": [9007199254740993, 9007199254740991, 1.2345678901234567]}';
    expect(read(node, text)).toEqual({
      count: -9223372036854775808n,
      rate: Number("12345678901234567890"),
      name: 'a 1234567890123456789 " b',
      free: [9007199254740993n, 9007199254740991, 1.2345678901234567],
    });
  });

  it("makes an unknown member of a union readable", () => {
    expect(read(node, '{"choice":{"up":{"x":1}}}')).toEqual({ choice: { $unknown: ["up", { x: 1 }] } });
  });

  it.each(['{"choice":{}}', '{"choice":{"left":"l","right":[]}}', '{"choice":{"left":null}}'])(
    "refuses a union without exactly one member: %s",
    (text) => {
      expect(() => read(node, text)).toThrow(ParseError);
    },
  );

  it("keeps names from the data away from prototypes", () => {
    const value = read(
      node,
      '{"__proto__":{"name":"p"},"constructor":"c","tags":{"__proto__":"x"},"free":{"__proto__":{"y":1}}}',
    );
    const { tags, free, ...rest } = value as Record<string, object>;
    expect(rest).toEqual({});
    expect(Object.entries(tags!)).toEqual([["__proto__", "x"]]);
    expect(Object.getPrototypeOf(tags)).toBe(Object.prototype);
    expect(Object.keys(free!)).toEqual(["__proto__"]);
    const exact = read(node, '{"tags":{"__proto__":"x"},"Count":12345678901234567890}') as { tags: object };
    expect(Object.entries(exact.tags)).toEqual([["__proto__", "x"]]);
    expect(({} as Record<string, unknown>)["y"]).toBeUndefined();
  });

  it("drops null where a map holds lists", () => {
    expect(read(node, '{"lists":{"a":null,"b":[1]}}')).toEqual({ lists: { b: [1] } });
  });

  it("takes no body for an empty structure", () => {
    expect(read(node, "")).toEqual({});
    expect(read(node, "null")).toEqual({});
  });

  it.each([
    "{",
    "[]",
    '"x"',
    "1",
    '{"names":{}}',
    '{"tags":[]}',
    '{"children":[1]}',
    '{"data":"*"}',
    '{"data":5}',
    '{"when":"soon"}',
    '{"Count":"x"}',
    '{"Count":{}}',
    '{"Count":1e400}',
    '{"rate":{}}',
    '{"rate":1e400}',
    '{"name":{}}',
    '{"names":[["x"]]}',
    '{"tags":{"a":{}}}',
    "<html>",
    "\ufeff{}",
  ])("refuses %s", (text) => {
    expect(() => read(node, text)).toThrow(ParseError);
  });

  it.each([
    '{"children":['.repeat(100_000),
    '{"free":' + "[".repeat(100_000) + "]".repeat(100_000) + "}",
    '{"children":['.repeat(200) + "]}".repeat(200),
    '{"Count":12345678901234567890,"free":' + "[".repeat(5000) + "]".repeat(5000) + "}",
  ])("refuses what is nested too deeply", (text) => {
    expect(() => read(node, text)).toThrow(ParseError);
  });

  it("never quotes the body in its errors", () => {
    const message = expect.not.stringContaining("hush") as string;
    expect(() => read(node, 'hush {"SecretAccessKey":"hush')).toThrow(expect.objectContaining({ message }));
    expect(() => read(node, 'hush {"SecretAccessKey":"hush')).toThrow(
      expect.not.objectContaining({ cause: expect.anything() as object }),
    );
  });
});

const shape: Structure = {
  structure: {
    s: "string",
    i: "integer",
    l: { shape: "long", locationName: "L" },
    d: "double",
    b: "boolean",
    t: "timestamp",
    x: "blob",
    o: "document",
    m: { map: { list: "string" } },
    u: { union: { a: "string", b: "long" } },
  },
};

function withoutWideIntegers(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, item: unknown) =>
    Number.isInteger(item) && !Number.isSafeInteger(item) ? 0.5 : item,
  );
}

const values = fc.record(
  {
    s: fc.string({ unit: "binary" }),
    i: fc.integer(),
    l: fc.oneof(fc.maxSafeInteger(), fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n })),
    d: fc.double(),
    b: fc.boolean(),
    t: fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }).map((s) => new Date(s * 1000)),
    x: fc.uint8Array({ maxLength: 20 }),
    o: fc.jsonValue({ maxDepth: 2 }).map(withoutWideIntegers),
    m: fc.dictionary(fc.string(), fc.array(fc.string(), { maxLength: 3 }), { maxKeys: 4 }),
    u: fc.oneof(fc.record({ a: fc.string() }), fc.record({ b: fc.maxSafeInteger() })),
  },
  { requiredKeys: [] },
);

describe("JSON", () => {
  it("reads what it writes", () => {
    fc.assert(
      fc.property(values, (value) => {
        const expected = Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null));
        const text = writeJson(shape, value);
        const back = read(shape, text) as Record<string, unknown>;
        expect(
          isDeepStrictEqual(
            Object.is(expected["d"], -0) ? { ...back, d: -0 } : back,
            structuredClone(expected),
          ),
        ).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  it("throws nothing but ParseError", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.json().map((t) => `{"s":1,"m":${t},"u":${t},"x":${t}}`),
        ),
        (text) => {
          expect(failsOnlyWith(ParseError, () => read(shape, text))).toBe(true);
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it("parses like the engine where numbers are exact", () => {
    fc.assert(
      fc.property(fc.jsonValue().map(withoutWideIntegers), (value) => {
        const padded = `[${JSON.stringify(value, undefined, 2)}, 12345678901234567]`;
        expect(isDeepStrictEqual(parseJson(bytes(padded)), [value, 12345678901234567n])).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });
});

import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IntegrityError, ValidationError } from "../../errors/errors.ts";
import { crc32 } from "./crc32.ts";
import { createMessageDecoder } from "./message-decoder.ts";
import { encodeMessage } from "./message-encoder.ts";
import type { HeaderValue, Message } from "./message.ts";

function decode(...chunks: Uint8Array[]): Message[] {
  const decoder = createMessageDecoder();
  const messages: Message[] = [];
  for (const chunk of chunks) {
    decoder.push(chunk);
    for (let message = decoder.next(); message; message = decoder.next()) messages.push(message);
  }
  decoder.end();
  return messages;
}

/** A frame with any lengths and headers, its checksums right. */
function frame(
  headers: number[],
  payload: number[] = [],
  total?: number,
  headersLength?: number,
): Uint8Array {
  const bytes = new Uint8Array(16 + headers.length + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, total ?? bytes.length);
  view.setUint32(4, headersLength ?? headers.length);
  view.setUint32(8, crc32(bytes, 0, 8));
  bytes.set([...headers, ...payload], 12);
  view.setUint32(bytes.length - 4, crc32(bytes, 0, bytes.length - 4));
  return bytes;
}

const header = (name: string, type: number, ...value: number[]): number[] => [
  name.length,
  ...new TextEncoder().encode(name),
  type,
  ...value,
];

/** Whether something succeeds or fails with an error of a type. */
function failsOnlyWith(type: new (init: any) => Error, run: () => unknown): boolean {
  try {
    run();
    return true;
  } catch (error) {
    return error instanceof type;
  }
}

describe("crc32", () => {
  it("is that of IEEE 802.3", () => {
    expect(crc32(new TextEncoder().encode("123456789"), 0, 9)).toBe(0xcbf43926);
  });
});

describe("messages", () => {
  it("has the published form", () => {
    expect(
      Buffer.from(encodeMessage({ headers: new Map(), payload: new Uint8Array(0) })).toString("hex"),
    ).toBe("000000100000000005c248eb7d98c8ff");
    expect(
      Buffer.from(
        encodeMessage({ headers: new Map(), payload: new TextEncoder().encode("{'foo':'bar'}") }),
      ).toString("hex"),
    ).toBe("0000001d00000000fd528c5a7b27666f6f273a27626172277dc3653936");
  });

  it("reads each type of header", () => {
    const [message] = decode(
      frame([
        ...header("true", 0),
        ...header("false", 1),
        ...header("byte", 2, 0xff),
        ...header("short", 3, 0xff, 0xfe),
        ...header("int", 4, 0, 0, 1, 0),
        ...header("long", 5, 0, 0, 0, 0, 0, 0, 1, 0),
        ...header("big", 5, 0x7f, 255, 255, 255, 255, 255, 255, 255),
        ...header("bytes", 6, 0, 2, 1, 2),
        ...header("text", 7, 0, 2, 104, 105),
        ...header("time", 8, 0, 0, 0, 0, 0, 0, 3, 232),
        ...header("uuid", 9, 0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0, 0, 0, 0, 0, 0, 0, 1),
      ]),
    );
    expect(Object.fromEntries(message!.headers)).toEqual({
      true: true,
      false: false,
      byte: -1,
      short: -2,
      int: 256,
      long: 256,
      big: 9223372036854775807n,
      bytes: new Uint8Array([1, 2]),
      text: "hi",
      time: new Date(1000),
      uuid: "01234567-89ab-cdef-0000-000000000001",
    });
  });

  it.each<[string, Uint8Array, string]>([
    ["a total length below 16", frame([], [], 3), "framing"],
    ["headers beyond the message", frame([], [], 16, 5), "framing"],
    ["a message above the limit", frame([], [], 0x40000000), "framing"],
    ["headers above the limit", frame([], [], 0x100000, 0x20001), "framing"],
    ["an unknown type of header", frame(header("x", 10)), "framing"],
    ["a header without a name", frame(header("", 0)), "framing"],
    ["a header twice", frame([...header("x", 0), ...header("x", 1)]), "framing"],
    ["a header beyond the headers", frame(header("x", 7, 0, 9, 1)), "framing"],
    ["a name beyond the headers", frame([200, 1]), "framing"],
    ["a number beyond the headers", frame(header("x", 5, 1)), "framing"],
    [
      "an incomplete message",
      encodeMessage({ headers: new Map(), payload: new Uint8Array(9) }).subarray(0, 20),
      "truncated",
    ],
    ["an incomplete prelude", new Uint8Array(5), "truncated"],
  ])("refuses %s", (_, bytes, reason) => {
    expect(() => decode(bytes)).toThrow(expect.objectContaining({ name: "IntegrityError", reason }));
  });

  it("refuses a wrong checksum as soon as it is there", () => {
    const bytes = encodeMessage({ headers: new Map([["a", "b"]]), payload: new Uint8Array(100) });
    for (const at of [2, 9, 14, 50, bytes.length - 1]) {
      const wrong = bytes.slice();
      wrong[at]! ^= 1;
      const seen = at < 12 ? wrong.subarray(0, 12) : wrong;
      const decoder = createMessageDecoder();
      decoder.push(seen);
      expect(() => decoder.next()).toThrow(IntegrityError);
    }
  });

  it("reads what it writes, however it is cut", () => {
    const value: fc.Arbitrary<HeaderValue> = fc.oneof(
      fc.boolean(),
      fc.maxSafeInteger(),
      fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n }),
      fc.uint8Array({ maxLength: 20 }),
      fc.string({ unit: "grapheme" }),
      fc.date({ noInvalidDate: true }),
    );
    const message = fc.record({
      headers: fc
        .uniqueArray(fc.tuple(fc.string({ minLength: 1, maxLength: 40 }), value), {
          selector: ([name]) => name,
          maxLength: 4,
        })
        .map((entries) => new Map(entries)),
      payload: fc.oneof(
        fc.uint8Array({ maxLength: 20 }),
        fc.nat(400).map((length) => new Uint8Array(length).fill(7)),
      ),
    });
    fc.assert(
      fc.property(
        fc.array(message, { maxLength: 3 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        (messages, cuts) => {
          const whole = Buffer.concat(messages.map(encodeMessage));
          const chunks: Uint8Array[] = [];
          for (let at = 0, turn = 0; at < whole.length; turn++) {
            const size = cuts[turn % cuts.length]!;
            chunks.push(new Uint8Array(whole.subarray(at, at + size)));
            at += size;
          }
          expect(isDeepStrictEqual(decode(...chunks), structuredClone(messages))).toBe(true);
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it("notices any bit that flips", () => {
    const part = fc.record({
      name: fc.string({ minLength: 1, maxLength: 9 }),
      payload: fc.uint8Array({ maxLength: 30 }),
    });
    fc.assert(
      fc.property(part, fc.nat(), ({ name, payload }, place) => {
        const bytes = encodeMessage({ headers: new Map([[name, place]]), payload });
        bytes[(place >> 3) % bytes.length]! ^= 1 << (place & 7);
        expect(() => decode(bytes)).toThrow(IntegrityError);
      }),
      { numRuns: 10_000 },
    );
  });

  it("throws nothing but IntegrityError, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 60 }), (headers) => {
        expect(failsOnlyWith(IntegrityError, () => decode(frame(headers)))).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  it("takes linear time for a message in single bytes", () => {
    const bytes = encodeMessage({ headers: new Map(), payload: new Uint8Array(1_000_000) });
    const decoder = createMessageDecoder();
    const start = performance.now();
    let found = 0;
    for (let at = 0; at < bytes.length; at++) {
      decoder.push(bytes.subarray(at, at + 1));
      if (decoder.next()) found++;
    }
    expect(found).toBe(1);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it("refuses to write what the format cannot hold", () => {
    const payload = new Uint8Array(24 * 1024 * 1024 + 1);
    expect(() => encodeMessage({ headers: new Map(), payload })).toThrow(ValidationError);
    const headers = new Map([["x", "y".repeat(0x8000)]]);
    expect(() => encodeMessage({ headers, payload: new Uint8Array(0) })).toThrow(ValidationError);
  });
});

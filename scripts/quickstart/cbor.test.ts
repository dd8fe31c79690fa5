import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeCbor, encodeCbor } from "./cbor.ts";

const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(null, true, false),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
    fc.string({ unit: "binary" }),
    fc.uint8Array(),
    fc.array(tie("value")),
    fc.dictionary(
      fc.string().filter((key) => key !== "__proto__"),
      tie("value"),
      { noNullPrototype: true },
    ),
  ),
})).value;

test("what is encoded is decoded again", () => {
  fc.assert(
    fc.property(value, (input) => {
      expect(decodeCbor(encodeCbor(input))).toEqual(input);
    }),
  );
});

test.each([
  ["1903e8", 1000],
  ["3863", -100],
  ["f93e00", 1.5],
  ["fa47c35000", 100000],
  ["fb3ff199999999999a", 1.1],
  ["c11a514b67b0", new Date("2013-03-21T20:04:00Z")],
  ["5f42010243030405ff", new Uint8Array([1, 2, 3, 4, 5])],
  ["9f018202039f0405ffff", [1, [2, 3], [4, 5]]],
  ["bf6346756ef563416d7421ff", { Fun: true, Amt: -2 }],
])("decodes %s of RFC 8949", (hex, expected) => {
  expect(decodeCbor(Buffer.from(hex, "hex"))).toEqual(expected);
});

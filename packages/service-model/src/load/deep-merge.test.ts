import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deepMerge } from "./deep-merge.ts";

describe("deepMerge", () => {
  it("merges objects and replaces everything else", () => {
    const original = { a: { b: 1, c: [1, 2] }, d: "x" };
    expect(deepMerge(original, { a: { c: [3], e: 4 }, d: { f: 5 } })).toEqual({
      a: { b: 1, c: [3], e: 4 },
      d: { f: 5 },
    });
    expect(original).toEqual({ a: { b: 1, c: [1, 2] }, d: "x" });
  });

  it("treats __proto__ as a key", () => {
    const merged = deepMerge({}, JSON.parse('{"__proto__": {"polluted": true}}')) as object;
    expect(Object.keys(merged)).toEqual(["__proto__"]);
    expect("polluted" in {}).toBe(false);
  });

  it("gives the same again when merged twice", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (original, extra) => {
        const once = deepMerge(original, extra);
        expect(deepMerge(once, extra)).toEqual(once);
      }),
    );
  });
});

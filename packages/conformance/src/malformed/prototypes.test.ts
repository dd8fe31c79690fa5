import { afterEach, describe, expect, it } from "vitest";
import { changedPrototype, strangePrototype } from "./prototypes.ts";

describe("changedPrototype", () => {
  const written = Object.prototype as Record<string, unknown>;
  const { toString } = Object.prototype;
  afterEach(() => {
    delete written["polluted"];
    written["toString"] = toString;
    delete (Array.prototype as unknown as Record<string, unknown>)[0];
  });

  it("sees what is added, and what is written over", () => {
    expect(changedPrototype()).toBeUndefined();
    written["polluted"] = true;
    expect(changedPrototype()).toBe("Object");
    delete written["polluted"];
    written["toString"] = () => "other";
    expect(changedPrototype()).toBe("Object.toString");
    written["toString"] = toString;
    (Array.prototype as unknown as unknown[])[0] = 1;
    expect(changedPrototype()).toBe("Array");
  });
});

describe("strangePrototype", () => {
  it("finds the object that is not plain", () => {
    const own = JSON.parse('{"a":[{"__proto__":{"b":1}}],"c":null}') as object;
    expect(strangePrototype({ own, date: new Date(), bytes: new Uint8Array(2) })).toBeUndefined();
    expect(strangePrototype({ a: [Object.create({ polluted: true })] })).toBe("$.a.0");
    expect(strangePrototype({ a: { __proto__: { polluted: true } } })).toBe("$.a");
  });
});

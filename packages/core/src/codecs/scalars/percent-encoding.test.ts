import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percentEncode, percentEncodePath } from "./percent-encoding.ts";

describe("percentEncode", () => {
  it("leaves only the unreserved characters alone", () => {
    expect(percentEncode("aZ0-._~")).toBe("aZ0-._~");
    expect(percentEncode("a b/c!'()*+&=%")).toBe("a%20b%2Fc%21%27%28%29%2A%2B%26%3D%25");
    expect(percentEncode("ü😀")).toBe("%C3%BC%F0%9F%98%80");
  });

  it("takes any text, lone surrogates too", () => {
    expect(percentEncode("\ud800x")).toBe("%EF%BF%BDx");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(decodeURIComponent(percentEncode(text))).toBe(text);
        expect(percentEncode(text)).toMatch(/^(?:[\w.~-]|%[0-9A-F]{2})*$/);
      }),
    );
  });

  it("keeps slashes in paths", () => {
    expect(percentEncodePath("a/b c")).toBe("a/b%20c");
  });
});

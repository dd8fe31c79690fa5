import { describe, expect, it } from "vitest";
import { ParseError } from "../../errors/errors.ts";
import { formatFloatingPoint, parseFloatingPoint, parseInteger } from "./numbers.ts";

describe("parseInteger", () => {
  it("is exact, whatever the size", () => {
    expect(parseInteger("-12")).toBe(-12);
    expect(parseInteger(" +7 ")).toBe(7);
    expect(parseInteger("9007199254740991")).toBe(9007199254740991);
    expect(parseInteger("+9223372036854775807")).toBe(9223372036854775807n);
    expect(parseInteger("-9223372036854775808")).toBe(-9223372036854775808n);
  });

  it.each(["", "1.5", "1e3", "0x10", "one", "1".repeat(65)])("refuses %j", (text) => {
    expect(() => parseInteger(text)).toThrow(ParseError);
  });
});

describe("parseFloatingPoint", () => {
  it("knows the special values", () => {
    expect(parseFloatingPoint("NaN")).toBeNaN();
    expect(parseFloatingPoint("-Infinity")).toBe(-Infinity);
    expect(parseFloatingPoint(" 1.5e3 ")).toBe(1500);
  });

  it.each(["", "nan", "1,5", "x"])("refuses %j", (text) => {
    expect(() => parseFloatingPoint(text)).toThrow(ParseError);
  });
});

describe("formatFloatingPoint", () => {
  it("keeps the sign of zero", () => {
    expect([0, -0, -1.5, NaN, -Infinity].map(formatFloatingPoint)).toEqual([
      "0",
      "-0",
      "-1.5",
      "NaN",
      "-Infinity",
    ]);
  });
});

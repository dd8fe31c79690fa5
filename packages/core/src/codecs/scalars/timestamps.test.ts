import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ParseError } from "../../errors/errors.ts";
import { epochSeconds, formatTimestamp, parseTimestamp } from "./timestamps.ts";

const noon = new Date("2019-12-16T12:00:00Z");
const dates = fc.date({
  min: new Date("0000-01-01T00:00:00Z"),
  max: new Date("9999-12-31T23:59:59.999Z"),
  noInvalidDate: true,
});

/** Whether something succeeds or fails with an error of a type. */
function failsOnlyWith(type: new (init: any) => Error, run: () => unknown): boolean {
  try {
    run();
    return true;
  } catch (error) {
    return error instanceof type;
  }
}

describe("formatTimestamp", () => {
  it("writes six digits of a fraction, and only where there is one", () => {
    expect(formatTimestamp(noon, "iso8601")).toBe("2019-12-16T12:00:00Z");
    expect(formatTimestamp(new Date(noon.getTime() + 50), "iso8601")).toBe("2019-12-16T12:00:00.050000Z");
  });

  it("keeps the fraction of epoch seconds, where there is one", () => {
    expect(formatTimestamp(new Date(1999), "unixTimestamp")).toBe(1.999);
    expect(formatTimestamp(new Date(2000), "unixTimestamp")).toBe(2);
    expect(epochSeconds(new Date(-1))).toBe(-0.001);
  });

  it("writes RFC 822 dates in GMT", () => {
    expect(formatTimestamp(noon, "rfc822")).toBe("Mon, 16 Dec 2019 12:00:00 GMT");
  });

  it("takes seconds and text as well as dates", () => {
    expect(formatTimestamp(1576497600, "iso8601")).toBe("2019-12-16T12:00:00Z");
    expect(formatTimestamp("16 Dec 2019 12:00:00 GMT", "unixTimestamp")).toBe(1576497600);
  });
});

describe("parseTimestamp", () => {
  it.each([
    [1576497600, "2019-12-16T12:00:00.000Z"],
    [1576497600.123, "2019-12-16T12:00:00.123Z"],
    [1.001, "1970-01-01T00:00:01.001Z"],
    [-0.5, "1969-12-31T23:59:59.500Z"],
    ["1576497600", "2019-12-16T12:00:00.000Z"],
    ["1.5765e9", "2019-12-16T12:40:00.000Z"],
    ["2019-12-16T12:00:00Z", "2019-12-16T12:00:00.000Z"],
    ["2019-12-16T12:00:00.123456Z", "2019-12-16T12:00:00.123Z"],
    ["2019-12-16T12:00:00+01:30", "2019-12-16T10:30:00.000Z"],
    ["2019-12-16T12:00:00-0100", "2019-12-16T13:00:00.000Z"],
    ["2019-12-16T12:00:00", "2019-12-16T12:00:00.000Z"],
    ["2019-12-16 12:00", "2019-12-16T12:00:00.000Z"],
    ["2019-12-16", "2019-12-16T00:00:00.000Z"],
    ["2019-12-16T24:00:00Z", "2019-12-17T00:00:00.000Z"],
    ["0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z"],
    ["Mon, 16 Dec 2019 12:00:00 GMT", "2019-12-16T12:00:00.000Z"],
    ["Mon, 16 Dec 2019 12:00:00.5 GMT", "2019-12-16T12:00:00.500Z"],
    ["16 Dec 2019 12:00:00 +0100", "2019-12-16T11:00:00.000Z"],
    ["6-nov-2019", "2019-11-06T00:00:00.000Z"],
    ["Fri, 31 Dec 0049 12:00:00 GMT", "0049-12-31T12:00:00.000Z"],
    ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"],
  ])("reads %s", (wire, expected) => {
    expect(parseTimestamp(wire).toISOString()).toBe(expected);
  });

  it.each([
    "",
    "soon",
    "2019-13-01T00:00:00Z",
    "May 5",
    "1e400",
    NaN,
    1e18,
    {},
    [],
    true,
    "10000-01-01T00:00:00Z",
    "2023-02-29T00:00:00Z",
    "30 Feb 2023 12:00:00 GMT",
    "31 Foo 2023",
  ])("refuses %s", (wire) => {
    expect(() => parseTimestamp(wire)).toThrow(ParseError);
  });

  it("reads what was written", () => {
    fc.assert(
      fc.property(dates, (date) => {
        expect(parseTimestamp(formatTimestamp(date, "iso8601"))).toEqual(date);
        const whole = new Date(Math.floor(date.getTime() / 1000) * 1000);
        // Beyond some 285 years from 1970 a double has no room for every microsecond.
        const near = Math.abs(date.getTime()) < 9e12 ? date : whole;
        expect(parseTimestamp(formatTimestamp(near, "unixTimestamp"))).toEqual(near);
        const rfc822 = formatTimestamp(whole, "rfc822");
        expect(formatTimestamp(parseTimestamp(rfc822), "rfc822")).toBe(rfc822);
      }),
      { numRuns: 10_000 },
    );
  });

  it("reads the usual form, near its limits too, as it reads the same time with a zone", () => {
    const two = fc.integer({ min: 0, max: 61 }).map((value) => String(value).padStart(2, "0"));
    const year = fc.constantFrom("0000", "0050", "0099", "0100", "1969", "2023", "2024", "9999", "2o24");
    const end = fc.constantFrom("Z", ".000Z", ".999Z", ".1:3Z", ".12:Z", "z");
    const text = fc
      .tuple(year, two, two, two, two, two, end)
      .map(([y, mo, d, h, mi, s, z]) => `${y}-${mo}-${d}T${h}:${mi}:${s}${z}`);
    const outcome = (value: string): unknown => {
      try {
        return parseTimestamp(value).getTime();
      } catch (error) {
        return (error as Error).message;
      }
    };
    fc.assert(
      fc.property(text, (value) => void expect(outcome(value)).toBe(outcome(value.replace("Z", "+00:00")))),
      { numRuns: 5_000 },
    );
  });

  it("throws nothing but ParseError", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double(), fc.jsonValue()), (wire) => {
        expect(failsOnlyWith(ParseError, () => parseTimestamp(wire))).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });
});

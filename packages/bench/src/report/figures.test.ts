import { expect, test } from "vitest";
import { figure, kilobytes, withSpread } from "./figures.ts";

test("figures keep the digits that mean something", () => {
  expect([12_345.6, 45.61, 0.254, -3.14159, NaN].map(figure)).toEqual([
    "12,346",
    "45.6",
    "0.25",
    "-3.14",
    "–",
  ]);
});

test("kilobytes are thousands", () => {
  expect(kilobytes(40_000)).toBe("40.0 KB");
});

test("a spread names the middle first", () => {
  expect(withSpread([3, 1, 2])).toBe("2.00 (1.00–3.00)");
  expect(withSpread([7])).toBe("7.00");
  expect(withSpread([])).toBe("–");
});

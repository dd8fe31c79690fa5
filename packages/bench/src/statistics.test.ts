import { describe, expect, test } from "vitest";
import { median, pairedRatio, spreadOf } from "./statistics.ts";

describe("statistics", () => {
  test("the middle of an odd and an even count", () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([1, 9, 3, 5])).toBe(4);
    expect(median([])).toBeNaN();
  });

  test("a spread keeps the ends", () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
  });

  test("a slow round slows both sides of a paired ratio", () => {
    expect(pairedRatio([10, 100, 12], [5, 50, 6])).toBe(2);
    expect(pairedRatio([10, 20, 30], [5])).toBe(2);
  });
});

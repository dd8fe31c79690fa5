import { describe, expect, it } from "vitest";
import { ServiceError } from "../errors/service-error.ts";
import { ClockSkew } from "./clock-skew.ts";

const start = Date.UTC(2030, 0, 1);
const minute = 60_000;
const error = (code: string): ServiceError =>
  new ServiceError({
    service: "X",
    operation: "Y",
    code,
    metadata: { status: 403, attempts: 1, headers: {} },
  });
const skewError = error("RequestTimeTooSkewed");

/** A response to a request signed at `start`, from a server whose clock is `skew` off, after `took`. */
function observe(skew: number, headers: Record<string, string> = {}, took = 0, disabled = false): ClockSkew {
  const clock = new ClockSkew(disabled, () => start + took);
  clock.observe(start, { date: new Date(start + took / 2 + skew).toUTCString(), ...headers });
  return clock;
}

describe("ClockSkew", () => {
  it.each([
    ["D13: one hour ahead", 60 * minute, {}, 60 * minute],
    ["D13: twenty minutes behind", -20 * minute, {}, -20 * minute],
    ["exactly four minutes", 4 * minute, {}, 4 * minute],
    ["D13: three minutes", 3 * minute, {}, 0],
    ["D13: a date that is none", 60 * minute, { date: "garbage" }, 0],
    ["D13: a cached response", 60 * minute, { age: "7" }, 0],
  ])("%s", (_, skew, headers, expected) => {
    const clock = observe(skew, headers);
    expect(clock.offset).toBe(expected);
    expect(clock.corrected(skewError, 0)).toBe(expected !== 0);
  });

  it("takes the middle of the attempt", () => {
    expect(observe(60 * minute, {}, 10_000).offset).toBe(60 * minute);
  });

  it("learns nothing from an attempt of more than 15 minutes, without a date, or when told not to", () => {
    expect(observe(60 * minute, {}, 16 * minute).offset).toBe(0);
    expect(observe(60 * minute, {}, 0, true).offset).toBe(0);
    const clock = new ClockSkew();
    clock.observe(Date.now(), {});
    expect(clock.offset).toBe(0);
  });

  it("calls only rejected signatures corrected, and only when the clock moved since they were made", () => {
    const clock = observe(60 * minute);
    expect(clock.corrected(error("InvalidSignatureException"), 0)).toBe(true);
    expect(clock.corrected(error("ValidationException"), 0)).toBe(false);
    expect(clock.corrected(skewError, 60 * minute)).toBe(false);
    expect(clock.corrected(skewError, 57 * minute)).toBe(false);
  });
});

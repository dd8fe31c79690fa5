import { describe, expect, it } from "vitest";
import { describeDifference } from "./describe-difference.ts";
import { runDifferential } from "./differential.ts";
import { findOracle } from "./oracle.ts";

const place = findOracle();
const absent = typeof place === "string" ? ` (skipped: ${place})` : "";

describe.skipIf(absent !== "")(`the serializers and parsers of botocore${absent}`, () => {
  it("give what Inia's give, in 2,000 operations", { timeout: 300_000 }, async () => {
    if (typeof place === "string") return;
    const result = await runDifferential(place, { seed: 1, perOperation: 2, sample: 2_000 });
    expect([...result.differences.unreviewed.values()].map(describeDifference).join("\n")).toBe("");
    const { operations, requests, responses, errors, refusedByBoth } = result.counts;
    expect(operations).toBe(2_000);
    expect(requests).toBeGreaterThanOrEqual(4_000);
    expect(responses).toBe(requests);
    expect(errors).toBeGreaterThan(1_000);
    expect(refusedByBoth).toBe(0);
  });
});

import { describe, expect, it } from "vitest";
import { findOracle } from "../differential/oracle.ts";
import { comparePresigned, compareSigners } from "./compare-signers.ts";

const place = findOracle();
const absent = typeof place === "string" ? ` (skipped: ${place})` : "";

describe.skipIf(absent !== "")(`the signers of botocore${absent}`, () => {
  it("give what Inia's give, in 1,000 cases of all kinds", { timeout: 120_000 }, async () => {
    if (typeof place === "string") return;
    const { counts, differences } = await compareSigners(place, 7, 1_000);
    expect(differences.slice(0, 3)).toEqual([]);
    expect(Object.keys(counts)).toHaveLength(12);
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(20);
  });

  it("presign operations of real services as Inia does", { timeout: 120_000 }, async () => {
    if (typeof place === "string") return;
    expect((await comparePresigned(place)).differences).toEqual([]);
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { s3Settings, settings, metadataSettings } from "../../../core/src/config/settings-table.ts";
import { findOracle } from "../differential/oracle.ts";
import { compareConfig, type ConfigComparison } from "./compare-config.ts";
import { reviewedIds } from "./reviewed.ts";
import { otherwiseRead, unread } from "./settings-of-botocore.ts";

const place = findOracle();
const absent = typeof place === "string" ? ` (skipped: ${place})` : "";
const rowsOf = new Set(
  readFileSync(new URL("../../../../docs/differences.md", import.meta.url), "utf8")
    .split("\n")
    .flatMap((line) => line.split("|")[1]?.split(",") ?? [])
    .map((id) => id.trim()),
);

describe.skipIf(absent !== "")(`the configuration of botocore${absent}`, () => {
  let compared: ConfigComparison;

  it("is Inia's, in 500 environments", { timeout: 120_000 }, async () => {
    compared = await compareConfig(place as Exclude<typeof place, string>, 1, 500);
    expect(compared.unreviewed.slice(0, 3)).toEqual([]);
    expect(compared.environments).toBe(500);
    const { counts } = compared;
    for (const what of ["region", "url", "retryMode", "maxAttempts", "useFipsEndpoint", "useDualstackEndpoint"])
      expect(counts[what]).toBeGreaterThan(400);
    for (const source of ["VARIABLES", "FILE-work", "CONFIG-work", "PROCESS", "LOGIN", "SSO", "CONTAINER", "INSTANCE", "nobody>ROLE", "none"])
      expect(counts[`credentials ${source}`]).toBeGreaterThan(3);
  }); // prettier-ignore

  it("has the reviewed differences, all of them rows of the list", () => {
    expect(Object.keys(compared.reviewed).sort()).toEqual([...reviewedIds].sort());
    for (const id of reviewedIds) expect(rowsOf).toContain(id);
  });

  it("has no session variable that is neither read nor dropped for a reason", () => {
    const [ofAll, ofS3, ofProxies] = compared.variables.map((table) => Object.keys(table));
    const read = new Set([...Object.keys(settings), ...Object.keys(metadataSettings), ...Object.keys(otherwiseRead)]); // prettier-ignore
    expect(ofAll!.filter((name) => !read.has(name)).sort()).toEqual(Object.keys(unread).sort());
    expect(ofS3!.map((name) => name.replace(/^s3_/, "")).sort()).toEqual(Object.keys(s3Settings).sort());
    expect(ofProxies!.every((name) => name.startsWith("proxy_"))).toBe(true);
    for (const id of Object.values(unread)) expect(rowsOf).toContain(id);
  });
});

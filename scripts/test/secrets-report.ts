import { appendFileSync, mkdirSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../root.ts";

/** What was looked at for secrets, in one test file or in all. */
export interface SecretsReport {
  /** Errors of Inia's that were made. */
  readonly errors: number;
  /** Pieces of text that were printed. */
  readonly prints: number;
  /** Those of both in which a secret showed. */
  readonly hits: number;
}

const file = join(root, ".cache/secrets.ndjson");

/** Forgets what earlier runs reported. */
export async function forgetSecretsReports(): Promise<void> {
  await rm(file, { force: true });
}

/** Adds what was found in one test file. */
export function addSecretsReport(report: SecretsReport): void {
  mkdirSync(join(root, ".cache"), { recursive: true });
  appendFileSync(file, `${JSON.stringify(report)}\n`);
}

/** The sum over all test files since the reports were forgotten. */
export async function readSecretsReports(): Promise<SecretsReport> {
  const lines = (await readFile(file, "utf8")).trim().split("\n");
  const sum = { errors: 0, prints: 0, hits: 0 };
  for (const line of lines) {
    const report = JSON.parse(line) as SecretsReport;
    for (const key of ["errors", "prints", "hits"] as const) sum[key] += report[key];
  }
  return sum;
}

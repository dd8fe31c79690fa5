import type { Verdict } from "../run/schedule.ts";
import { headline, type Summary } from "./summary.ts";

const color = process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined;

function paint(code: number, text: string): string {
  return color ? `\u001b[${code}m${text}\u001b[0m` : text;
}

/** What the SDKs are called in reports. */
export const sdkTitles = { inia: "Inia", "aws-sdk-v3": "AWS SDK for JavaScript v3" } as const;

/** Prints how a run ended: a line for what failed, and, on a terminal, a counter. */
export function printVerdict(verdict: Verdict, done: number, total: number, verbose: boolean): void {
  const { result, problems, repeated } = verdict;
  const name = `${result.sdk} ${result.config} ${result.row.id} ${result.case.name}`;
  const time = result.report === undefined ? "" : `, ${Math.round(result.report.wall)} ms`;
  const note = repeated ? ", second run" : "";
  if (process.stdout.isTTY) process.stdout.write("\u001b[2K\r");
  if (problems.length > 0) {
    console.log(`${paint(31, "✗")} ${name}${time}${note}`);
    for (const { kind, text } of problems) console.log(`    ${kind}: ${text}`);
  } else if (verbose || repeated) console.log(`${paint(32, "✓")} ${name}${time}${note}`);
  if (process.stdout.isTTY) process.stdout.write(`${done}/${total}`);
}

/** Prints the figures of a configuration. */
export function printSummary(summary: Summary): void {
  if (process.stdout.isTTY) process.stdout.write("\u001b[2K\r");
  console.log(`${sdkTitles[summary.sdk]}, ${summary.config}: ${headline(summary)}`);
}

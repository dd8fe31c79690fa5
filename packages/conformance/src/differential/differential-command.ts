import { parseArgs } from "node:util";
import { describeDifference } from "./describe-difference.ts";
import type { DifferenceClass } from "./differences.ts";
import { runDifferential, type DifferentialResult } from "./differential.ts";
import { findOracle } from "./oracle.ts";

/**
 * The command `--differential [--services a,b] [--seed N] [--per-operation N] [--sample N]`: runs the comparison and prints
 * what it found. True when every difference is a reviewed one.
 */
export async function differentialCommand(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      differential: { type: "boolean" },
      services: { type: "string" },
      seed: { type: "string", default: "1" },
      "per-operation": { type: "string", default: "2" },
      sample: { type: "string" },
    },
  });
  const place = findOracle();
  if (typeof place === "string") {
    console.log(`differential: skipped, ${place}`);
    return true;
  }
  const result = await runDifferential(place, {
    services: values.services?.split(","),
    seed: Number(values.seed),
    perOperation: Number(values["per-operation"]),
    sample: values.sample === undefined ? undefined : Number(values.sample),
    progress: (done, of, { operations }) => {
      if (process.stdout.isTTY) process.stdout.write(`\r${done}/${of} services, ${operations} operations `);
    },
  });
  if (process.stdout.isTTY) process.stdout.write("\r\x1b[K");
  print(result, values.seed);
  return result.differences.unreviewed.size === 0 && result.stale.length === 0;
}

function print({ counts, differences, stale }: DifferentialResult, seed: string): void {
  for (const one of byCount(differences.unreviewed)) console.log(describeDifference(one));
  for (const id of stale) console.log(`stale: reviewed difference "${id}" is not there any more`);
  for (const { key, count } of byCount(differences.reviewed)) console.log(`reviewed ${key}: ${count}`);
  const { services, operations, requests, responses, errors, eventInputs, eventOutputs, seconds } = counts;
  console.log(
    `differential: ${services} services, ${operations} operations; compared ${requests} requests (${eventInputs} operations ` +
      `without the stream in their input), ${responses} responses (${eventOutputs} streams of events), ${errors} errors; ` +
      `${counts.refusedByBoth} refused by both sides`,
  );
  console.log(
    `differential: ${differences.unreviewed.size} unreviewed classes of differences, ${differences.reviewed.size} reviewed, ` +
      `${stale.length} stale; seed ${seed}, ${Math.round(seconds)} s`,
  );
}

function byCount(classes: ReadonlyMap<string, DifferenceClass>): DifferenceClass[] {
  return [...classes.values()].sort((a, b) => b.count - a.count);
}

/**
 * Signs random requests, policies and tokens with botocore and with Inia, and compares.
 *
 *     npx tsx --conditions=@inia/source packages/conformance/src/signers/main.ts [--count N] [--seed N]
 *
 * botocore comes from the synced wheel; the exit code tells whether both sides always gave the same.
 */
import { parseArgs } from "node:util";
import { findOracle } from "../differential/oracle.ts";
import { comparePresigned, compareSigners, type SignerComparison } from "./compare-signers.ts";

const { values } = parseArgs({
  options: { count: { type: "string", default: "5000" }, seed: { type: "string", default: "1" } },
});
const place = findOracle();
if (typeof place === "string") console.log(`signers: skipped, ${place}`);
else {
  print(`${values.count} cases`, await compareSigners(place, Number(values.seed), Number(values.count)));
  print("presigned operations", await comparePresigned(place));
}

function print(what: string, { counts, differences }: SignerComparison): void {
  for (const { one, ours, botocores } of differences.slice(0, 10)) {
    console.log(JSON.stringify(one));
    console.log("  ours    ", JSON.stringify(ours));
    console.log("  botocore", JSON.stringify(botocores));
  }
  const kinds = Object.entries(counts).map(([kind, count]) => `${kind} ${count}`);
  console.log(`signers: ${what} (${kinds.sort().join(", ")}); ${differences.length} differences`);
  if (differences.length > 0) process.exitCode = 1;
}

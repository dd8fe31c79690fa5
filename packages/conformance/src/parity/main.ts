/** The comparison of generated packages with the dynamic client, over all packages that are there or those named. */
import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";
import { modelsFolder } from "../endpoints/rulesets.ts";
import { generatedNames } from "./load-generated.ts";
import { runParity } from "./parity.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: "string", default: "2000" }, seed: { type: "string", default: "1" } },
});
const path = (place: string): string =>
  fileURLToPath(new URL(`../../../../models/${place}`, import.meta.url));
const started = performance.now();
const { counts, differences } = await runParity({
  sources: [modelsFolder(), path("fixtures")].filter((folder) => folder !== undefined),
  patches: path("patches"),
  services: positionals.length > 0 ? positionals : generatedNames(),
  sample: Number(values.sample),
  seed: Number(values.seed),
  progress: (done, of) => {
    if (process.stdout.isTTY) process.stdout.write(`\r${done}/${of} services `);
  },
});
if (process.stdout.isTTY) process.stdout.write("\r\u001b[K");
for (const line of differences.slice(0, 50)) console.log(line.length > 600 ? `${line.slice(0, 600)}…` : line);
if (differences.length > 50) console.log(`and ${differences.length - 50} more`);
console.log(
  `parity: ${counts.services} services; compared the tables of ${counts.operations} operations, ${counts.waiters} waiters and ` +
    `${counts.errors} errors (${counts.tables} tables, ${counts.expressions} compiled expressions by their being there)`,
);
console.log(
  `parity: ${counts.requests} requests of ${counts.sampled} operations, of which both sides refuse ${counts.refused}; ` +
    `${differences.length} differences; seed ${values.seed}, ${Math.round((performance.now() - started) / 1000)} s`,
);
if (differences.length > 0) process.exitCode = 1;

/**
 * Runs the published vectors and prints `passed/total` of each family; the exit code tells whether all passed.
 * Usage: `pnpm conformance [family…]`, or `pnpm conformance --differential [--services a,b] [--seed N] [--per-operation N]
 * [--sample N]` for the comparison with botocore itself, `pnpm conformance --config [N] [--seed N]` for that of
 * configuration, or `pnpm conformance --malformed [N] [--seed N]` for responses that are wrong in some place.
 */
import { cbor } from "./cbor/cbor.ts";
import { clientMonitoringEvents } from "./client-monitoring/client-monitoring.ts";
import { configCommand } from "./config/config-command.ts";
import { differentialCommand } from "./differential/differential-command.ts";
import { endpointEngine, endpointServices } from "./endpoints/endpoints.ts";
import type { Family, FamilyResult } from "./family.ts";
import { jmespath } from "./jmespath/jmespath.ts";
import { malformedCommand } from "./malformed/malformed-command.ts";
import { protocols } from "./protocols/protocols.ts";
import { responseParsing } from "./response-parsing/response-parsing.ts";
import { vectorsFolder } from "./vectors.ts";

const families: readonly Family[] = [
  protocols,
  cbor,
  responseParsing,
  jmespath,
  clientMonitoringEvents,
  endpointEngine,
  endpointServices,
];

/** Failures that are shown of a family. */
const shown = 50;

function print(name: string, { passed, total, failures, excluded = [] }: FamilyResult): void {
  if (total === 0) {
    console.log(`${name.padEnd(18)} skipped: no vectors in ${vectorsFolder}`);
    return;
  }
  const note = excluded.length > 0 ? `, ${excluded.length} contradictory excluded` : "";
  console.log(`${name.padEnd(18)} ${passed}/${total}${note}`);
  for (const failure of failures.slice(0, shown)) {
    console.log(`  ${failure.name}: ${failure.problem.split("\n").slice(0, 2).join(" ")}`);
  }
  if (failures.length > shown) console.log(`  and ${failures.length - shown} more`);
}

const wanted = process.argv.slice(2);
const commands: Record<string, (args: readonly string[]) => Promise<boolean>> = {
  "--config": configCommand,
  "--differential": differentialCommand,
  "--malformed": malformedCommand,
};
const command = Object.keys(commands).find((name) => wanted.includes(name));
if (command !== undefined && !(await commands[command]!(wanted))) process.exitCode = 1;
for (const family of command === undefined ? families : []) {
  if (wanted.length > 0 && !wanted.includes(family.name)) continue;
  const result = await family.run();
  print(family.name, result);
  if (result.failures.length > 0) process.exitCode = 1;
}

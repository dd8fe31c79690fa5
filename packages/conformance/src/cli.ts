/** `pnpm conformance`: published vectors, and comparisons with botocore itself. See `help` below. */
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
import { signersCommand } from "./signers/signers-command.ts";
import { vectorsFolder } from "./vectors.ts";

const help = `Usage: pnpm conformance [family…]
       pnpm conformance --differential [--services a,b] [--seed N] [--per-operation N] [--sample N]
       pnpm conformance --config [N] [--seed N]
       pnpm conformance --signers [N] [--seed N]
       pnpm conformance --malformed [N] [--seed N]

Runs the published vectors and prints passed/total of each family; they are read from INIA_CONFORMANCE,
default ../shared/conformance. The exit code tells whether all passed.

  --differential  requests and responses of every operation, against botocore
  --config        settings and endpoints in random environments, against botocore
  --signers       signatures of random requests, against botocore
  --malformed     responses that are wrong in some place
  --help          this text`;

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
const asksHelp = wanted.includes("--help") || wanted.includes("-h");
const commands: Record<string, (args: readonly string[]) => Promise<boolean>> = {
  "--config": configCommand,
  "--differential": differentialCommand,
  "--malformed": malformedCommand,
  "--signers": signersCommand,
};
const command = Object.keys(commands).find((name) => wanted.includes(name));
const stranger = wanted.find((name) => families.every((family) => family.name !== name));
if (asksHelp) console.log(help);
else if (command !== undefined) process.exitCode = (await commands[command]!(wanted)) ? 0 : 1;
else if (stranger !== undefined) {
  const names = families.map(({ name }) => name).join(", ");
  console.error(`No family "${stranger}"; there are ${names}`);
  process.exitCode = 1;
} else {
  for (const family of families) {
    if (wanted.length > 0 && !wanted.includes(family.name)) continue;
    const result = await family.run();
    print(family.name, result);
    if (result.failures.length > 0) process.exitCode = 1;
  }
}

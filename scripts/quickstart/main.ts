/** The part of `npm run quickstart` that needs the installed packages. */
import { build } from "esbuild";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { Stop } from "../../examples/tour/tour.ts";
import { root } from "../root.ts";
import { demoManifests, generateDemos, syncModels } from "../steps/prepare.ts";
import { runTool } from "../steps/run-step.ts";
import { fingerprint, onceFor } from "../steps/stamp.ts";
import { printError, step, StepError } from "../steps/step.ts";
import { forgetMachine } from "./forget-machine.ts";
import { visit, type CallRow } from "./calls.ts";
import { preparePython, startMoto, type LocalAws } from "./moto.ts";
import { printTable } from "./print-table.ts";
import { startPulseServer } from "./pulse-server.ts";

const bundle = ".cache/quickstart/tour.mjs";

async function main(): Promise<boolean> {
  const { values } = parseArgs({ options: { models: { type: "string" } } });
  const start = performance.now();
  const python = preparePython(); // beside the other steps: a first run may have to install moto
  python.catch(() => undefined); // told where it is awaited
  await step("Service descriptions", () => syncModels(values.models));
  await step("Generate", generateDemos);
  await step("Type-check the tour", checkTour);
  await step("Build the tour", buildTour);
  let aws: LocalAws | undefined;
  await step("Start a local AWS", async () => {
    aws = await startMoto(await python);
    return `moto on ${aws.endpoint}`;
  });
  forgetMachine(); // not before: pip may need the proxy
  const pulse = await startPulseServer();
  const rows: CallRow[] = [];
  try {
    await step("Tour", async () => {
      rows.push(...(await takeTour(aws?.endpoint ?? "", pulse.endpoint)));
      return `${rows.length} calls`;
    });
  } finally {
    await Promise.all([aws?.stop(), pulse.stop()]);
  }
  console.log();
  printTable(rows);
  for (const { service, operation, error } of rows) {
    if (error !== undefined) console.error(`\n${service} ${operation}:`, error);
  }
  const failed = rows.filter((row) => !row.ok).length;
  const protocols = new Set(rows.map((row) => row.protocol)).size;
  const took = ((performance.now() - start) / 1000).toFixed(1);
  console.log(
    `\n${rows.length - failed} of ${rows.length} calls over ${protocols} protocols gave what they should (${took} s).`,
  );
  return failed === 0 && rows.length > 0;
}

/** Type-checks the tour against the generated clients. */
async function checkTour(): Promise<string | void> {
  const inputs = await fingerprint([
    "examples",
    "packages/core/src",
    "tsconfig.base.json",
    ...demoManifests(),
  ]);
  const done = await onceFor(
    "tour-types",
    inputs,
    async () => void (await runTool("tsc", ["-p", "examples"])),
  );
  return done ? undefined : "already done";
}

/** Bundles the tour from source. */
async function buildTour(): Promise<string> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ["examples/tour/index.ts"],
    outfile: bundle,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    conditions: ["@inia/source"],
    tsconfig: "examples/tsconfig.json",
    metafile: true,
    logLevel: "error",
  });
  return `${Math.round((metafile.outputs[bundle]?.bytes ?? 0) / 1024)} KB`;
}

/** Makes all calls of the tour. */
async function takeTour(aws: string, pulse: string): Promise<CallRow[]> {
  const file = join(root, bundle);
  if (!existsSync(file)) throw new StepError(`${bundle} was not built.`);
  const { stops } = (await import(pathToFileURL(file).href)) as { stops: readonly Stop[] };
  const rows: CallRow[] = [];
  for (const stop of stops) {
    const config = {
      region: "us-east-1",
      endpoint: stop.service === "Pulse" ? pulse : aws,
      credentials: { accessKeyId: "testing", secretAccessKey: "testing" },
    };
    await visit(stop, config, (row) => rows.push(row));
  }
  return rows;
}

main().then(
  (ok) => process.exit(ok ? 0 : 1),
  (error: unknown) => {
    printError(error);
    process.exit(1);
  },
);

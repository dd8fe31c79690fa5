/** Builds what is published: `dist` of the hand-written packages and of generated clients. */
import { parseArgs } from "node:util";
import { buildServices } from "./build/build-services.ts";
import { generatedServices } from "./steps/generated-services.ts";
import { runTool } from "./steps/run-step.ts";
import { printError, step, StepError } from "./steps/step.ts";

const help = `Usage: pnpm build [service…] [--all] [--force]

Builds dist of core, service-model, dynamic and testing, and of the generated clients that are named.
What has not changed is not built again.

  --all    every client that has been generated
  --force  builds again what has not changed
  --help   this text`;

const packages = ["core", "service-model", "dynamic", "testing"];

async function main(): Promise<void> {
  const flag = { type: "boolean" } as const;
  const { values, positionals } = parseArgs({
    options: { all: flag, force: flag, help: flag },
    allowPositionals: true,
  });
  if (values.help) return console.log(help);
  const present = generatedServices();
  const missing = positionals.filter((name) => !present.includes(name));
  if (missing.length > 0) {
    throw new StepError(`Not generated: ${missing.join(", ")}. First: pnpm generate ${missing.join(" ")}`);
  }
  await step("Hand-written packages", () => buildPackages(values.force ?? false));
  const wanted = values.all ? present : positionals;
  let done = 0;
  await buildServices(wanted, (names) => {
    done += names.length;
    console.log(`  ${done} of ${wanted.length} clients: ${names.join(" ")}`);
  });
}

/** Turbo builds them in the order of their dependencies and takes from its cache what has not changed. */
async function buildPackages(force: boolean): Promise<string> {
  const filters = packages.map((name) => `--filter=@inia/${name}`);
  const output = await runTool("turbo", ["run", "build", ...filters, ...(force ? ["--force"] : [])], {
    env: { TURBO_TELEMETRY_DISABLED: "1" },
  });
  return /Cached:\s+(.*)/.exec(output)?.[1] ?? "";
}

main().catch((error: unknown) => {
  printError(error);
  process.exitCode = 1;
});

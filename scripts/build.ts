/** Builds what is published: `dist` of the hand-written packages and of generated clients. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildPackage } from "./build/build-package.ts";
import { buildServices } from "./build/build-services.ts";
import { root } from "./root.ts";
import { generatedServices } from "./steps/generated-services.ts";
import { fingerprint, forget, onceFor } from "./steps/stamp.ts";
import { printError, step, StepError } from "./steps/step.ts";

const help = `Usage: pnpm build [service…] [--all] [--force]

Builds dist of core, service-model, dynamic and testing, and of the generated clients that are named.
What has not changed is not built again.

  --all    every client that has been generated
  --force  builds again what has not changed
  --help   this text`;

/** In the order in which they need each other's declarations. */
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
  const before: string[] = ["scripts/build", "tsconfig.base.json"];
  for (const name of packages) {
    const folder = `packages/${name}`;
    if (!existsSync(join(root, folder, "src/index.ts"))) continue;
    before.push(`${folder}/src`, `${folder}/package.json`);
    await step(`@inia/${name}`, () => once(folder, before, values.force, () => buildPackage(folder)));
  }
  const wanted = values.all ? present : positionals;
  let done = 0;
  await buildServices(wanted, (names) => {
    done += names.length;
    console.log(`  ${done} of ${wanted.length} clients: ${names.join(" ")}`);
  });
}

async function once(
  folder: string,
  inputs: readonly string[],
  force: boolean | undefined,
  work: () => Promise<void>,
): Promise<string | void> {
  const stamp = `build-${folder.replaceAll("/", "-")}`;
  if (force || !existsSync(join(root, folder, "dist"))) await forget(stamp);
  if (!(await onceFor(stamp, await fingerprint(inputs), work))) return "already built";
}

main().catch((error: unknown) => {
  printError(error);
  process.exitCode = 1;
});

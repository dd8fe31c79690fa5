/** Type-checks everything that is written by hand and the clients that have been generated. */

import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { lastLines, runCommand } from "./process/run-command.ts";
import { root } from "./root.ts";
import { generatedServices } from "./steps/generated-services.ts";
import { demoServices } from "./steps/prepare.ts";
import { printError } from "./steps/step.ts";

const help = `Usage: pnpm typecheck [service…] [--all | --no-services]

Runs tsc over the hand-written packages, the scripts, the examples, and over generated clients:
those that the examples need, or those named, or all that are there.

  --all          every client that has been generated
  --no-services  none, and not the examples
  --help         this text`;

const handWritten = [
  "packages/core", "packages/service-model", "packages/dynamic", "packages/testing", "packages/conformance",
  "packages/bench", "codegen", "scripts",
]; // prettier-ignore

/** Clients that one run of the compiler takes. */
const batchSize = 24;

async function main(): Promise<void> {
  const flag = { type: "boolean" } as const;
  const { values, positionals } = parseArgs({
    options: { all: flag, "no-services": flag, help: flag },
    allowPositionals: true,
  });
  if (values.help) return console.log(help);
  const jobs: Job[] = handWritten.map((folder) => ({ name: folder, config: async () => folder }));
  if (!values["no-services"]) {
    const present = generatedServices();
    const wanted = values.all ? present : positionals.length > 0 ? positionals : present.filter(isDemo);
    for (let at = 0; at < wanted.length; at += batchSize)
      jobs.push(batchOf(wanted.slice(at, at + batchSize), at));
    for (const folder of ["examples", "packages/faults"])
      jobs.push({ name: folder, config: async () => folder });
  }
  let failed = 0;
  const queue = jobs.values();
  const worker = async (): Promise<void> => {
    for (const job of queue) if (!(await check(job))) failed += 1;
  };
  await Promise.all([worker(), worker()]);
  console.log(`typecheck: ${jobs.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** One run of the compiler. */
interface Job {
  readonly name: string;
  /** Gives the project for `tsc -p`. */
  config(): Promise<string>;
}

/** Clients are checked as a user's compiler would see them at its strictest, declarations included. */
function batchOf(names: readonly string[], number: number): Job {
  const settings = {
    extends: "../../tsconfig.base.json",
    compilerOptions: { skipLibCheck: false, typeRoots: ["../../node_modules/@types"] },
    include: names.map((name) => `../../packages/services/${name}/src`),
  };
  return {
    name: `${names.length} clients: ${names.join(" ")}`,
    async config() {
      const file = join(root, `.cache/typecheck/services-${number}.json`);
      await mkdir(join(file, ".."), { recursive: true });
      await writeFile(file, JSON.stringify(settings));
      return file;
    },
  };
}

async function check(job: Job): Promise<boolean> {
  const start = performance.now();
  const config = await job.config();
  const result = await runCommand("node_modules/.bin/tsc", ["-p", config]);
  const took = `${((performance.now() - start) / 1000).toFixed(1)} s`;
  console.log(`${result.code === 0 ? "✓" : "✗"} ${job.name} (${took})`);
  if (result.code !== 0) console.log(lastLines(result, 60));
  if (config.endsWith(".json")) await rm(config, { force: true });
  return result.code === 0;
}

function isDemo(name: string): boolean {
  return demoServices.includes(name);
}

main().catch((error: unknown) => {
  printError(error);
  process.exitCode = 1;
});

/** Generates clients a second time, elsewhere, and compares: the same descriptions must give the same bytes. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { modelsData } from "./models/lock.ts";
import { root } from "./root.ts";
import { runProgram } from "./steps/run-step.ts";
import { printError, StepError } from "./steps/step.ts";

const help = `Usage: tsx scripts/check-reproducible.ts [service…]

Generates the services (lambda, route53 and sqs without a name) into a folder of its own and compares
every file with packages/services, where they must have been generated before.`;

async function main(names: readonly string[]): Promise<void> {
  const services = names.length > 0 ? names : ["lambda", "route53", "sqs"];
  const folder = await mkdtemp(join(tmpdir(), "inia-again-"));
  try {
    await runProgram("codegen/src/cli.ts", [...services, "--models", modelsData(), "--out", folder]);
    let compared = 0;
    for (const service of services) {
      compared += await compare(join(root, "packages/services", service), join(folder, service));
    }
    console.log(`${compared} files of ${services.length} clients are the same bytes`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Compares two generated packages; gives the number of files. Installed packages and builds are not generated. */
async function compare(first: string, second: string): Promise<number> {
  const [before, again] = [await filesOf(first), await filesOf(second)];
  if (before.join() !== again.join()) throw new StepError(`${first}: other files the second time`);
  for (const file of before) {
    const [one, other] = await Promise.all([readFile(join(first, file)), readFile(join(second, file))]);
    if (!one.equals(other)) throw new StepError(`${join(first, file)}: other bytes the second time`);
  }
  return before.length;
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .filter((file) => !/(^|\/)(node_modules|dist)\//.test(file))
    .sort();
}

const args = process.argv.slice(2);
if (args.includes("--help")) console.log(help);
else {
  main(args).catch((error: unknown) => {
    printError(error);
    process.exitCode = 1;
  });
}

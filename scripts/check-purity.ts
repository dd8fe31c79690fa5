/** Checks that bundlers drop what is not used of generated clients. */
import { parseArgs } from "node:util";
import type { Bundler } from "./purity/bundler.ts";
import { checkEmpty } from "./purity/check-empty.ts";
import { checkSamples, drawSample, type Sample } from "./purity/check-samples.ts";
import { esbuild } from "./purity/esbuild.ts";
import { rolldown } from "./purity/rolldown.ts";
import { rollup } from "./purity/rollup.ts";
import { seededRandom } from "./purity/seeded-random.ts";
import { createStage, type Stage } from "./purity/stage-packages.ts";
import { webpack } from "./purity/webpack.ts";
import { generatedServices } from "./steps/generated-services.ts";
import { printError, StepError } from "./steps/step.ts";

const help = `Usage: pnpm check:purity [service…] [options]

Bundles generated clients (all that are there, or those named) with esbuild, rollup, rolldown and webpack:
an import of which nothing is used must leave nothing, even without "sideEffects": false,
and a bundle of one operation must hold no other operation and no other protocol.

  --bundlers LIST  only these, such as esbuild,rollup
  --clients N      clients of which operations are bundled (default 40)
  --operations N   operations of each (default 3)
  --seed N         which ones (default 1)
  --help           this text`;

const bundlers: readonly Bundler[] = [esbuild, rollup, rolldown, webpack];

async function main(): Promise<void> {
  const text = (value: string) => ({ type: "string", default: value }) as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      bundlers: text(bundlers.map(({ name }) => name).join(",")),
      clients: text("40"),
      operations: text("3"),
      seed: text("1"),
      help: { type: "boolean" },
    },
  });
  if (values.help) return console.log(help);
  const clients = chooseClients(positionals);
  const chosen = chooseBundlers(values.bundlers.split(","));
  const stage = await createStage("check");
  try {
    await measure(`${clients.length} clients as one module each`, async () => {
      for (const client of clients) await stage.addClient(client);
      return [];
    });
    const random = seededRandom(Number(values.seed));
    const drawn = draw(clients, Number(values.clients), random);
    const samples: Sample[] = [];
    for (const client of drawn) samples.push(await drawSample(client, Number(values.operations), random));
    const problems: string[] = [];
    for (const bundler of chosen) problems.push(...(await checkWith(bundler, stage, clients, samples)));
    console.log(`check-purity: ${problems.length} problem${problems.length === 1 ? "" : "s"}`);
    if (problems.length > 0) process.exitCode = 1;
  } finally {
    await stage.remove();
  }
}

async function checkWith(
  bundler: Bundler,
  stage: Stage,
  clients: readonly string[],
  samples: readonly Sample[],
): Promise<string[]> {
  const { name } = bundler;
  const kept = await measure(`${name}: ${clients.length} imports of which nothing is used`, () =>
    checkEmpty(stage, clients, bundler, (done) => showProgress(`${name}: ${done} of ${clients.length}`)),
  );
  const operations = samples.reduce((sum, sample) => sum + sample.operations.length, 0);
  const strange = await measure(
    `${name}: ${operations} operations of ${samples.length} clients`,
    async () => {
      const { problems, sizes } = await checkSamples(stage, samples, bundler);
      showProgress("");
      const sorted = sizes.toSorted((a, b) => a - b);
      console.log(
        `  bundles of ${sorted[0]} to ${sorted.at(-1)} characters, the middle one ${sorted[sorted.length >> 1]}`,
      );
      return problems;
    },
  );
  return [...kept, ...strange];
}

/** Runs a part of the check; says how it ended and how long it took. */
async function measure(what: string, work: () => Promise<readonly string[]>): Promise<readonly string[]> {
  const start = performance.now();
  const problems = await work();
  showProgress("");
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${problems.length === 0 ? "✓" : "✗"} ${what} (${seconds} s)`);
  for (const problem of problems.slice(0, 30)) console.log(`  ${problem}`);
  if (problems.length > 30) console.log(`  and ${problems.length - 30} more`);
  return problems;
}

/** A line that the next one replaces; only on a terminal. */
function showProgress(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\u001b[2K${text}`);
}

function chooseClients(named: readonly string[]): readonly string[] {
  const present = generatedServices();
  const missing = named.filter((name) => !present.includes(name));
  if (missing.length > 0) throw new StepError(`Not generated: ${missing.join(", ")}.`);
  if (present.length === 0) throw new StepError("No client has been generated. First: pnpm generate --all");
  return named.length > 0 ? named : present;
}

function chooseBundlers(names: readonly string[]): Bundler[] {
  return names.map((name) => {
    const found = bundlers.find((bundler) => bundler.name === name);
    if (found === undefined) throw new StepError(`No bundler ${name}: esbuild, rollup, rolldown or webpack.`);
    return found;
  });
}

function draw(names: readonly string[], count: number, random: (below: number) => number): string[] {
  const left = [...names];
  while (left.length > count) left.splice(random(left.length), 1);
  return left;
}

main().catch((error: unknown) => {
  printError(error);
  process.exitCode = 1;
});

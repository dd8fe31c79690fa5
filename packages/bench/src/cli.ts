/** `pnpm bench`: measures Inia beside its peers. */
import { parseArgs } from "node:util";
import { runProgram } from "../../../scripts/steps/run-step.ts";
import { printError, StepError } from "../../../scripts/steps/step.ts";
import { startStub } from "./run/stub.ts";
import { createStage, generatedOf } from "./stage/stage.ts";
import { goalTable, markdownOf } from "./report/markdown.ts";
import { machineText } from "./report/machine.ts";
import { writeSection } from "./report/page.ts";
import type { Goal } from "./report/report.ts";
import { terminalText } from "./report/terminal.ts";
import { calls } from "./sections/calls.ts";
import { install } from "./sections/install.ts";
import { longAnswers } from "./sections/lists.ts";
import { clients, type Bench, type Section } from "./sections/section.ts";
import { setCeilings, size } from "./sections/size.ts";
import { signing } from "./sections/signing.ts";
import { startUp } from "./sections/start-up.ts";
import { streams } from "./sections/streams.ts";
import { types } from "./sections/types.ts";
import { xml } from "./sections/xml.ts";

const sections: readonly Section[] = [
  size,
  install,
  startUp,
  calls,
  longAnswers,
  streams,
  signing,
  xml,
  types,
];

const help = `Usage: pnpm bench [section…] [options]

Measures Inia beside its peers, against a server on the loopback. Sections, all of them when none is named
(some 13 minutes; let the machine do nothing else):

${sections.map(({ name, title }) => `  ${name.padEnd(10)} ${title}`).join("\n")}
  all        every one of them

  --rounds N      rounds of each measurement (default 5)
  --quick         two short rounds: whether the programs work, not what they measure
  --write         puts what was found into docs/performance.md
  --set-ceilings  sets the sizes that the tests hold bundles to (packages/bench/src/size/ceilings.json)
  --help          this text

Needs the clients: pnpm generate ${clients.join(" ")}`;

const flag = { type: "boolean", default: false } as const;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: "string" },
      quick: flag,
      write: flag,
      "set-ceilings": flag,
      help: flag,
    },
  });
  if (values.help) return console.log(help);
  const chosen = values["set-ceilings"] ? [] : choose(positionals);
  const rounds = Number(values.rounds ?? (values.quick ? 2 : 5));
  if (!Number.isInteger(rounds) || rounds < 1) throw new StepError("--rounds takes a number from 1 up");
  const missing = clients.filter((name) => !generatedOf(clients).includes(name));
  if (missing.length > 0) {
    throw new StepError(`Not generated: ${missing.join(", ")}. First: pnpm generate ${missing.join(" ")}`);
  }
  const declarations = chosen.some((section) => section.declarations);
  if (declarations) await buildDeclarations();
  const stage = await createStage(clients, { declarations });
  try {
    const stub = await startStub();
    const bench: Bench = {
      stage: stage.folder,
      endpoint: stub.endpoint,
      rounds,
      pace: values.quick ? 0.2 : 1,
      tell: showProgress,
    };
    try {
      if (values["set-ceilings"]) await setCeilings(bench);
      else await runSections(chosen, bench, values.write);
    } finally {
      await stub.stop();
    }
  } finally {
    await stage.remove();
  }
}

function choose(names: readonly string[]): readonly Section[] {
  if (names.length === 0 || names.includes("all")) return sections;
  return names.map((name) => {
    const found = sections.find((section) => section.name === name);
    if (found === undefined) {
      throw new StepError(
        `No section ${name}: ${sections.map((section) => section.name).join(", ")} or all.`,
      );
    }
    return found;
  });
}

/** Types and what is installed are measured as they are published, so they must be as the sources are now. */
async function buildDeclarations(): Promise<void> {
  showProgress("pnpm build");
  await runProgram("scripts/build.ts", ["s3", "dynamodb", "ec2", "sts"]);
}

/** Runs sections one after another; one that fails is told of, and the others run on. */
async function runSections(chosen: readonly Section[], bench: Bench, write: boolean): Promise<void> {
  const goals: Goal[] = [];
  const start = performance.now();
  for (const section of chosen) {
    const begun = performance.now();
    const seconds = (): string => `${((performance.now() - begun) / 1000).toFixed(0)} s`;
    try {
      const tell = (text: string): void => showProgress(`${section.name}: ${text}`);
      const report = await section.run({ ...bench, tell });
      showProgress("");
      console.log(`\n## ${section.title} (${seconds()})\n\n${terminalText(report)}`);
      if (write) await writeSection(section.name, markdownOf(report));
      goals.push(...report.goals);
    } catch (error) {
      showProgress("");
      console.error(`\n## ${section.title} failed after ${seconds()}`);
      printError(error);
      process.exitCode = 1;
    }
  }
  if (write) await writeSection("machine", machineText());
  const missed = goalTable(goals.filter(({ met }) => met !== true)).rows;
  console.log(
    `\n${goals.length - missed.length} of ${goals.length} goals met (${((performance.now() - start) / 1000).toFixed(0)} s)`,
  );
  for (const [what, measured, goal] of missed) console.log(`  ${what}: ${measured}, goal ${goal}`);
}

/** What is being done: on a terminal in a line that the next one replaces. */
function showProgress(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\u001b[2K${text}`);
  else if (text !== "") console.log(`… ${text}`);
}

main().catch((error: unknown) => {
  printError(error);
  process.exitCode = 1;
});

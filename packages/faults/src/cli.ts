/** `pnpm faults`: runs the fault matrix. See docs/reliability.md. */
import { parseArgs } from "node:util";
import { bundleChild, generatedClients } from "./run/bundle-child.ts";
import { pinServers } from "./run/pin.ts";
import { runTasks, type Task } from "./run/schedule.ts";
import { selectTasks } from "./run/select-tasks.ts";
import { writeReport } from "./report/write-report.ts";
import { summarize } from "./report/summary.ts";
import { printSummary, printVerdict } from "./report/terminal.ts";
import { rows } from "./rows/all.ts";
import { rm } from "node:fs/promises";
import { dirname } from "node:path";

const help = `Usage: pnpm faults [--row A1,B*] [--sdk inia|aws-sdk-v3] [--config D|T] [--jobs N] [--fast] [--write]

Puts the SDKs before servers that go wrong, one process for each run, and holds what they do to the rules in
docs/reliability.md. Needs the clients: pnpm generate sqs s3 dynamodb lambda cloudwatch kinesis stepfunctions polly

  --row      rows to run; B* stands for a family. Default: all
  --sdk      one SDK. Default: both
  --config   D: defaults, T: tuned alike. Default: both
  --jobs     runs at a time; default 1, so that client and server have a processor each
  --fast     the cases that end soon, Inia alone, tuned: what npm test runs
  --write    writes docs/reliability.md; goes with a run of everything
  --verbose  a line for each run, not only for those that fail
  --help     this text`;

const flag = { type: "boolean" } as const;
const text = { type: "string" } as const;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      row: text,
      sdk: text,
      config: text,
      jobs: text,
      fast: flag,
      write: flag,
      verbose: flag,
      help: flag,
    },
  });
  if (values.help) return console.log(help);
  const jobs = Number(values.jobs ?? 1);
  if (!(jobs >= 1)) throw new Error("--jobs takes a number from 1");
  if (values.write && (values.row ?? values.sdk ?? values.config ?? values.fast) !== undefined)
    throw new Error("--write goes with a run of everything");
  const tasks = selectTasks(rows, values);
  requireClients(tasks);
  const sdks = [...new Set(tasks.map(({ sdk }) => sdk))];
  const program = await bundleChild(sdks);
  let done = 0;
  try {
    const verdicts = await runTasks(
      { program, pin: jobs === 1 ? pinServers() : [] },
      tasks,
      jobs,
      (verdict) => printVerdict(verdict, ++done, tasks.length, values.verbose === true),
    );
    const configs = [...new Set(tasks.map(({ config }) => config))];
    const summaries = sdks.flatMap((sdk) => configs.map((config) => summarize(verdicts, sdk, config, rows)));
    for (const summary of summaries) printSummary(summary);
    if (values.write) await writeReport(summaries);
    const failed = verdicts.some(({ result, problems }) => result.sdk === "inia" && problems.length > 0);
    process.exitCode = failed ? 1 : 0;
  } finally {
    await rm(dirname(program), { recursive: true, force: true });
  }
}

/** Inia's clients are generated, not committed. */
function requireClients(tasks: readonly Task[]): void {
  const present = generatedClients();
  const needed = tasks
    .filter(({ sdk }) => sdk === "inia")
    .flatMap((task) => task.case.services ?? ["sqs" as const]);
  const missing = [...new Set(needed)].filter((service) => !present.has(service));
  if (missing.length > 0)
    throw new Error(`No client of ${missing.join(", ")} has been generated; see --help`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

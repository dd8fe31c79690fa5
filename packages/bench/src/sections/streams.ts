import { atLeast, atMost, type Goal, type Table } from "../report/report.ts";
import { figure, megabytes, times, withSpread } from "../report/figures.ts";
import { startContestant } from "../run/contestant.ts";
import { median, pairedRatio } from "../statistics.ts";
import type { Bench, Section } from "./section.ts";

const size = 256 * 1024 * 1024;

/** Who streams, and with checksums or without; the floor has none. */
const field = [
  { name: "inia", variant: "off" },
  { name: "node-http", variant: "off" },
  { name: "aws-sdk-v3", variant: "off" },
  { name: "inia", variant: "on" },
  { name: "aws-sdk-v3", variant: "on" },
] as const;

const operations = ["s3.GetObject large", "s3.PutObject large"] as const;

/** Megabytes a second, milliseconds of CPU, and bytes by which memory grew, over rounds. */
interface Rounds {
  readonly speed: number[];
  readonly cpu: number[];
  readonly growth: number[];
  problem?: string;
}

const labelOf = ({ name, variant }: (typeof field)[number]): string =>
  name === "node-http" ? name : `${name}, checksums ${variant}`;

/** Large bodies, streamed. */
export const streams: Section = {
  name: "streams",
  title: "Streams of 256 MiB",
  async run(bench) {
    const goals: Goal[] = [];
    const tables: Table[] = [];
    for (const operation of operations) {
      const found = await measure(bench, operation);
      goals.push(...judge(operation, found));
      tables.push(tableOf(operation, found));
    }
    return {
      method:
        `Each of ${bench.rounds} rounds in a fresh process: one transfer, of which the growth of memory is taken (greatest resident set ` +
        "less what it was before), then two more, of which the speed. Checksums are CRC-32: verified of what comes, sent as a trailer of what goes.",
      goals,
      tables,
    };
  },
};

async function measure(bench: Bench, operation: string): Promise<Map<string, Rounds>> {
  const found = new Map<string, Rounds>(
    field.map((who) => [labelOf(who), { speed: [], cpu: [], growth: [] }]),
  );
  for (let round = 1; round <= bench.rounds; round++) {
    bench.tell(`${operation}: round ${round} of ${bench.rounds}`);
    for (const who of field) {
      const rounds = found.get(labelOf(who))!;
      if (rounds.problem !== undefined) continue;
      try {
        await measureOne(bench, operation, who, rounds);
      } catch (error) {
        rounds.problem = (error as Error).message;
      }
    }
  }
  return found;
}

async function measureOne(
  { stage, endpoint }: Bench,
  operation: string,
  { name, variant }: (typeof field)[number],
  rounds: Rounds,
): Promise<void> {
  const entry = { name, module: `./calls/${name}.mjs`, operation, where: endpoint, variant };
  const contestant = await startContestant(stage, entry);
  try {
    const { growth } = await contestant.measure({ calls: 1 });
    const { calls, seconds, cpu } = await contestant.measure({ calls: 2 });
    rounds.growth.push(growth);
    rounds.speed.push((size * calls) / 1e6 / seconds);
    rounds.cpu.push(cpu / 1000 / calls);
  } finally {
    await contestant.stop();
  }
}

function judge(operation: string, found: ReadonlyMap<string, Rounds>): Goal[] {
  const of = (label: string): Rounds => found.get(label)!;
  const speed = (label: string): string => `${figure(median(of(label).speed))} MB/s`;
  const growth = Math.max(median(of("inia, checksums off").growth), median(of("inia, checksums on").growth));
  const what = operation.replace(" large", "");
  return [
    atLeast(
      `${what}, checksums off, against node:http`,
      pairedRatio(of("inia, checksums off").speed, of("node-http").speed),
      0.9,
      times,
      `node:http ${speed("node-http")}`,
    ),
    atLeast(
      `${what}, checksums on, against v3`,
      pairedRatio(of("inia, checksums on").speed, of("aws-sdk-v3, checksums on").speed),
      1,
      times,
      `v3 ${speed("aws-sdk-v3, checksums on")}`,
    ),
    atMost(
      `${what}, growth of memory`,
      growth,
      32 * 1024 * 1024,
      megabytes,
      `node:http ${megabytes(median(of("node-http").growth))}, v3 ${megabytes(median(of("aws-sdk-v3, checksums on").growth))}`,
    ),
  ];
}

function tableOf(operation: string, found: ReadonlyMap<string, Rounds>): Table {
  const rows = [...found].map(([label, { speed, cpu, growth, problem }]) =>
    problem === undefined
      ? [label, withSpread(speed), withSpread(cpu), withSpread(growth.map((bytes) => bytes / 1e6))]
      : [label, problem, "", ""],
  );
  return { title: operation.replace(" large", ""), head: ["", "MB/s", "CPU ms", "memory, + MB"], rows };
}

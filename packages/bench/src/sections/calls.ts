import { atLeast, atMost, type Goal, type Table } from "../report/report.ts";
import { figure, times, unit, withSpread } from "../report/figures.ts";
import { startContestant, type Entry, type Measured } from "../run/contestant.ts";
import { race, roundsOf, startAll, takeTurns, type Results } from "../run/race.ts";
import { median, pairedRatio } from "../statistics.ts";
import type { Bench, Section } from "./section.ts";

const operations = [
  "dynamodb.GetItem",
  "sqs.SendMessage",
  "sts.GetCallerIdentity",
  "s3.GetObject",
  "s3.PutObject",
] as const;

const leading = ["inia", "aws-sdk-v3", "node-http"] as const;
const others = ["undici", "aws-lite", "itty-aws", "aws4fetch", "s3mini", "minio", "botocore"] as const;

/** What the others cannot do. */
const missing: Readonly<Record<string, readonly string[]>> = {
  "dynamodb.GetItem": ["s3mini", "minio"],
  "sqs.SendMessage": ["s3mini", "minio"],
  "sts.GetCallerIdentity": ["s3mini", "minio", "aws-lite", "itty-aws"],
  "s3.GetObject": ["itty-aws"],
  "s3.PutObject": ["itty-aws"],
};

const concurrencies = [32, 1] as const;
const firstCalls = 500;

/** Calls a second over rounds. */
const rates = (rounds: readonly Measured[]): number[] => rounds.map(({ calls, seconds }) => calls / seconds);

/** Microseconds of CPU per call over rounds. */
const costs = (rounds: readonly Measured[]): number[] => rounds.map(({ calls, cpu }) => cpu / calls);

/** Small calls: how many a second, and what each costs. */
export const calls: Section = {
  name: "calls",
  title: "Small calls",
  async run(bench) {
    const goals: Goal[] = [];
    const tables: Table[] = [];
    for (const operation of operations) {
      const warm = await measureWarm(bench, operation);
      const first = await measureFirst(bench, operation);
      goals.push(...judge(operation, warm, first));
      tables.push(tableOf(operation, warm, first));
    }
    return {
      method:
        `Calls a second and microseconds of CPU (user and system, all threads) per call; median of ${bench.rounds} rounds of ` +
        `${figure(400 * bench.pace)} ms after ${figure(2 * bench.pace)} s of warm-up, least and greatest in brackets. Plain HTTP, connections kept, ` +
        `every answer checked. The first ${firstCalls} calls are those of a fresh process, imports not counted. node:http and undici ` +
        "sign nothing and read no XML: they are the floor. botocore runs as many threads as calls.",
      goals,
      tables,
    };
  },
};

function entriesOf({ endpoint }: Bench, operation: string, names: readonly string[]): Entry[] {
  return names
    .filter((name) => !missing[operation]!.includes(name))
    .map((name) => ({ name, module: `./calls/${name}.mjs`, operation, where: endpoint }));
}

/** Results by concurrency. */
type ByConcurrency = Readonly<Record<(typeof concurrencies)[number], Results>>;

async function measureWarm(bench: Bench, operation: string): Promise<ByConcurrency> {
  const { stage, rounds, pace, tell } = bench;
  const paceOf = (concurrency: number, warmUp: number) => ({
    rounds,
    warmUp: { ms: warmUp * pace, concurrency },
    round: { ms: 400 * pace, concurrency },
  });
  tell(`${operation}: Inia, v3 and the floor`);
  const { field, results: busy } = await startAll(stage, entriesOf(bench, operation, leading));
  const single = new Map([...busy].map(([name, failed]) => [name, failed instanceof Error ? failed : []]));
  try {
    await takeTurns(field, paceOf(32, 2_000), busy);
    await takeTurns(field, paceOf(1, 500), single);
  } finally {
    await Promise.all(field.map((contestant) => contestant.stop()));
  }
  tell(`${operation}: the others`);
  const fewer = { ...paceOf(32, 1_000), rounds: Math.min(rounds, 3) };
  const rest = await race(stage, entriesOf(bench, operation, others), fewer);
  return { 32: new Map([...busy, ...rest]), 1: single };
}

/** Each round in processes of its own. */
async function measureFirst(bench: Bench, operation: string): Promise<ByConcurrency> {
  const found = { 32: new Map<string, Measured[] | Error>(), 1: new Map<string, Measured[] | Error>() };
  bench.tell(`${operation}: first ${firstCalls} calls`);
  for (const concurrency of concurrencies) {
    for (let round = 0; round < bench.rounds; round++) {
      for (const entry of entriesOf(bench, operation, leading)) {
        const so = found[concurrency].get(entry.name) ?? [];
        if (so instanceof Error) continue;
        try {
          const contestant = await startContestant(bench.stage, entry);
          const measured = contestant.measure({ calls: firstCalls, concurrency });
          so.push(await measured.finally(() => contestant.stop()));
          found[concurrency].set(entry.name, so);
        } catch (error) {
          found[concurrency].set(entry.name, error as Error);
        }
      }
    }
  }
  return found;
}

function judge(operation: string, warm: ByConcurrency, first: ByConcurrency): Goal[] {
  const ratio = (results: Results): number =>
    pairedRatio(rates(roundsOf(results, "inia")), rates(roundsOf(results, "aws-sdk-v3")));
  const floor = costs(roundsOf(warm[32], "node-http"));
  const own = costs(roundsOf(warm[32], "inia"));
  const above = median(own.slice(0, floor.length).map((cost, round) => cost - floor[round]!));
  const beside = (results: Results): string =>
    `v3 ${figure(median(rates(roundsOf(results, "aws-sdk-v3"))))}/s, node:http ${figure(median(rates(roundsOf(results, "node-http"))))}/s`;
  return [
    atLeast(`${operation}, 32 at once, calls/s against v3`, ratio(warm[32]), 5, times, beside(warm[32])),
    atMost(
      `${operation}, CPU per call above node:http`,
      above,
      25,
      unit(" µs"),
      `node:http ${figure(median(floor))} µs`,
    ),
    atLeast(`${operation}, 1 at once, calls/s against v3`, ratio(warm[1]), 3.5, times, beside(warm[1])),
    atLeast(`${operation}, first 500, 32 at once, against v3`, ratio(first[32]), 5, times, beside(first[32])),
    atLeast(`${operation}, first 500, 1 at once, against v3`, ratio(first[1]), 3.5, times, beside(first[1])),
  ];
}

function tableOf(operation: string, warm: ByConcurrency, first: ByConcurrency): Table {
  const rows = [...warm[32]].map(([name, rounds]) => {
    if (rounds instanceof Error) return [name, rounds.message, "", "", "", "", ""];
    const v3 = costs(roundsOf(warm[32], "aws-sdk-v3"));
    return [
      name,
      withSpread(rates(rounds)),
      withSpread(costs(rounds)),
      times(pairedRatio(v3, costs(rounds))),
      withSpread(rates(roundsOf(warm[1], name))),
      withSpread(costs(roundsOf(warm[1], name))),
      withSpread(rates(roundsOf(first[32], name))),
    ];
  });
  const head = [
    operation,
    "calls/s, 32",
    "CPU µs, 32",
    "v3's CPU ÷",
    "calls/s, 1",
    "CPU µs, 1",
    "first 500, /s",
  ];
  return { title: operation, head, rows };
}

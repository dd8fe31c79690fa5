import { atLeast, type Goal, type Table } from "../report/report.ts";
import { figure, times, withSpread } from "../report/figures.ts";
import type { Measured } from "../run/contestant.ts";
import { race, roundsOf, type Results } from "../run/race.ts";
import { pairedRatio } from "../statistics.ts";
import type { Bench, Section } from "./section.ts";

interface List {
  readonly operation: string;
  readonly title: string;
  readonly peers: readonly string[];
  /** How much cheaper than v3, and than botocore, a call shall be. */
  readonly goals: Readonly<Record<string, number>>;
}

const lists: readonly List[] = [
  {
    operation: "s3.ListObjectsV2",
    title: "ListObjectsV2, 1,000 keys",
    peers: ["aws-lite", "s3mini", "minio"],
    goals: { "aws-sdk-v3": 6, botocore: 10 },
  },
  {
    operation: "ec2.DescribeInstances compact",
    title: "DescribeInstances, 1,000 instances, 4.7 MB",
    peers: [],
    goals: { "aws-sdk-v3": 6, botocore: 10 },
  },
  {
    operation: "ec2.DescribeInstances indented",
    title: "DescribeInstances, the same with white space, 9.3 MB",
    peers: [],
    goals: { "aws-sdk-v3": 6, botocore: 10 },
  },
  {
    operation: "dynamodb.Query",
    title: "Query, 100 items, 107 KB of JSON",
    peers: ["aws-lite"],
    goals: { "aws-sdk-v3": 3.5 },
  },
];

/** Milliseconds of CPU per call over rounds. */
const costs = (rounds: readonly Measured[]): number[] => rounds.map(({ calls, cpu }) => cpu / calls / 1000);

/** Long answers: what reading them costs. */
export const longAnswers: Section = {
  name: "lists",
  title: "Long answers",
  async run(bench) {
    const goals: Goal[] = [];
    const tables: Table[] = [];
    for (const list of lists) {
      const results = await measure(bench, list);
      goals.push(...judge(list, results));
      tables.push(tableOf(list, results));
    }
    return {
      method:
        `Milliseconds of CPU (user and system, all threads) per call, one call at a time; median of ${bench.rounds} rounds of at least ` +
        `${figure(600 * bench.pace)} ms and two calls, least and greatest in brackets. node:http reads the text and no more; of JSON, it parses it.`,
      goals,
      tables,
    };
  },
};

function measure(
  { stage, endpoint, rounds, pace, tell }: Bench,
  { operation, peers }: List,
): Promise<Results> {
  tell(operation);
  const names = ["inia", "aws-sdk-v3", "botocore", "node-http", ...peers];
  const entries = names.map((name) => ({ name, module: `./calls/${name}.mjs`, operation, where: endpoint }));
  return race(stage, entries, {
    rounds,
    warmUp: { ms: 1_500 * pace, least: 3 },
    round: { ms: 600 * pace, least: 2 },
  });
}

function judge({ title, goals }: List, results: Results): Goal[] {
  const own = costs(roundsOf(results, "inia"));
  return Object.entries(goals).map(([peer, goal]) => {
    const theirs = costs(roundsOf(results, peer));
    const floor = withSpread(costs(roundsOf(results, "node-http")));
    const beside = `${peer} ${withSpread(theirs)} ms, node:http ${floor} ms`;
    return atLeast(`${title}, CPU against ${peer}`, pairedRatio(theirs, own), goal, times, beside);
  });
}

function tableOf({ title }: List, results: Results): Table {
  const v3 = costs(roundsOf(results, "aws-sdk-v3"));
  const rows = [...results].map(([name, rounds]) => {
    if (rounds instanceof Error) return [name, rounds.message, "", ""];
    const rate = rounds.map(({ calls, seconds }) => calls / seconds);
    return [name, withSpread(costs(rounds)), withSpread(rate), times(pairedRatio(v3, costs(rounds)))];
  });
  return { title, head: ["", "CPU ms per call", "calls/s", "v3's CPU ÷"], rows };
}

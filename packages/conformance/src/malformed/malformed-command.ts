import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { listServices } from "@inia/service-model";
import { modelsFolder } from "../endpoints/rulesets.ts";
import type { MalformedResult } from "./malformed.ts";

/** What a worker is told. */
export interface MalformedTask {
  readonly models: string;
  readonly services: readonly string[];
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

/** What a worker tells: where it is, or what it found. */
export type MalformedReport = { readonly at: number } | { readonly result: MalformedResult };

const fixtures: string = fileURLToPath(new URL("../../../../models/fixtures", import.meta.url));

/** Services of every protocol, those that stream events among them. */
const services: readonly string[] = [
  "dynamodb", "sqs", "kinesis", "logs", "ecs", "organizations", "lambda", "apigateway", "bedrock-runtime", "lexv2-runtime", "iot",
  "glacier", "s3", "s3control", "route53", "cloudfront", "cloudwatchomni", "eventbridgev2", "partnercentral-revenue-measurement",
  "iam", "sts", "sns", "rds", "autoscaling", "ec2",
]; // prettier-ignore

/** Seconds in which a worker must tell that it came further. */
const patience = 30;
const workers = 2;
/** Problems that are shown. */
const shown = 20;

/**
 * The command `--malformed [N] [--seed N]`: reads N malformed responses (100,000) of real services, where their
 * descriptions are there, else of our own. True when each was a value or a typed error, within a second.
 */
export async function malformedCommand(args: readonly string[]): Promise<boolean> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { malformed: { type: "boolean" }, seed: { type: "string", default: "1" } },
  });
  const total = Number(positionals[0] ?? 100_000);
  const data = modelsFolder();
  const models = data ?? fixtures;
  const names = data === undefined ? listServices(fixtures) : services;
  const started = Date.now();
  const share = Math.ceil(total / workers);
  const results = await Promise.all(
    Array.from({ length: workers }, (_, index) => {
      const [from, to] = [index * share, Math.min(total, (index + 1) * share)];
      return runWorker({ models, services: names, seed: Number(values.seed), from, to });
    }),
  );
  print(
    results,
    total,
    `${names.length} services${data === undefined ? " of our own" : ""}, seed ${values.seed}`,
  );
  console.log(`malformed: ${Math.round((Date.now() - started) / 1000)} s`);
  return results.every(({ problems }) => problems.length === 0);
}

/** Runs a range in a process of its own: one that hangs can be ended. */
function runWorker(task: MalformedTask): Promise<MalformedResult> {
  return new Promise((resolve) => {
    const child = fork(fileURLToPath(new URL("./malformed-worker.ts", import.meta.url)));
    let at = task.from;
    let timer: NodeJS.Timeout | undefined;
    const fail = (problem: string): void => {
      clearTimeout(timer);
      child.kill("SIGKILL");
      resolve({
        outcomes: {},
        problems: [{ at, where: "worker", problem, response: "" }],
        slowest: patience * 1_000,
      });
    };
    const watch = (): void => {
      clearTimeout(timer);
      timer = setTimeout(
        () => fail(`a response after number ${at} does not come to an end`),
        patience * 1_000,
      );
    };
    child.on("message", (report: MalformedReport) => {
      watch();
      if ("at" in report) return void (at = report.at);
      clearTimeout(timer);
      child.disconnect();
      resolve(report.result);
    });
    child.on("exit", (code) => code !== 0 && fail(`the process ended with ${code} after number ${at}`));
    child.send(task);
  });
}

function print(results: readonly MalformedResult[], total: number, what: string): void {
  const outcomes = new Map<string, number>();
  for (const result of results) {
    for (const [key, count] of Object.entries(result.outcomes))
      outcomes.set(key, (outcomes.get(key) ?? 0) + count);
  }
  for (const [key, count] of [...outcomes].sort(([a], [b]) => (a < b ? -1 : 1)))
    console.log(`  ${key} ${count}`);
  const problems = results.flatMap((result) => result.problems);
  for (const { at, where, problem, response } of problems.slice(0, shown)) {
    console.log(`${at} ${where}: ${problem}\n  ${response.slice(0, 600)}`);
  }
  const slowest = Math.max(...results.map((result) => result.slowest));
  console.log(
    `malformed: ${total} responses of ${what}: ${problems.length} crashes, hangs, untyped errors or changed prototypes; ` +
      `the slowest took ${Math.round(slowest)} ms`,
  );
}

/** Compares Inia's serializers and parsers with botocore's own, on made-up inputs and responses of real services. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { listServices } from "@inia/service-model";
import { randomFrom } from "../endpoints/parameter-samples.ts";
import { Differences, type ReviewedRow } from "./differences.ts";
import { Oracle, type OraclePlace } from "./oracle.ts";
import { runService, type Counts, type Sampling } from "./run-service.ts";

/** What a run compares. */
export interface DifferentialOptions extends Sampling {
  /** Names of services; all when absent. */
  readonly services?: readonly string[] | undefined;
  /** Operations to compare, drawn from services drawn at random; all when absent. */
  readonly sample?: number | undefined;
  /** Hears of each service that is done. */
  readonly progress?: (done: number, of: number, counts: Counts) => void;
}

/** What a run found. */
export interface DifferentialResult {
  readonly counts: Counts & { readonly services: number; readonly seconds: number };
  readonly differences: Differences;
  /** Reviewed rows that matched nothing, in a run over everything. */
  readonly stale: readonly string[];
}

/** At most this many operations of one service are in a sample. */
const operationsOfService = 30;

/** Services that are in every sample, so that every protocol is. */
const always: readonly string[] = ["s3", "ec2", "route53", "cloudfront", "iam", "sqs", "cloudwatch", "dynamodb", "lambda", "s3control", "partnercentral-revenue-measurement"]; // prettier-ignore

/** The reviewed differences. */
export function readReviewed(): ReviewedRow[] {
  return JSON.parse(
    readFileSync(fileURLToPath(new URL("./reviewed.json", import.meta.url)), "utf8"),
  ) as ReviewedRow[];
}

/** Runs the comparison. */
export async function runDifferential(
  place: OraclePlace,
  options: DifferentialOptions,
): Promise<DifferentialResult> {
  const started = Date.now();
  const differences = new Differences(readReviewed());
  const counts: Counts = {
    operations: 0,
    requests: 0,
    responses: 0,
    errors: 0,
    eventInputs: 0,
    eventOutputs: 0,
    refusedByBoth: 0,
  };
  const waiting = chooseServices(place, options);
  const total = waiting.length;
  let services = 0;
  const work = async (): Promise<void> => {
    const oracle = new Oracle(place);
    try {
      for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
        const left = options.sample === undefined ? Infinity : options.sample - counts.operations;
        if (left <= 0) break;
        const most = options.sample === undefined ? Infinity : Math.min(operationsOfService, left);
        await runService({ oracle, sampling: options, differences, counts }, place.data, name, most);
        options.progress?.(++services, total, counts);
      }
    } finally {
      oracle.end();
    }
  };
  // How much of a sample is left decides what comes next, which must not depend on which oracle is faster.
  await Promise.all(Array.from({ length: options.sample === undefined ? 2 : 1 }, work));
  const whole = options.services === undefined && options.sample === undefined;
  return {
    counts: { ...counts, services, seconds: (Date.now() - started) / 1000 },
    differences,
    stale: whole ? differences.stale() : [],
  };
}

function chooseServices({ data }: OraclePlace, { services, sample, seed }: DifferentialOptions): string[] {
  const all = listServices(data);
  if (services) return [...services];
  if (sample === undefined) return all;
  const random = randomFrom(seed);
  const drawn = all.filter((name) => !always.includes(name));
  for (let index = drawn.length - 1; index > 0; index--) {
    const other = random(index + 1);
    [drawn[index], drawn[other]] = [drawn[other]!, drawn[index]!];
  }
  return [...always, ...drawn];
}

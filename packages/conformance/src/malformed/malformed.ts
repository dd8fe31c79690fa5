/** Reads responses that are wrong in some place: whatever comes, it is a value or a typed error, and soon. */
import type { ProtocolName } from "@inia/service-model";
import { randomFrom } from "../endpoints/parameter-samples.ts";
import { mutate } from "./mutate.ts";
import { readMalformed } from "./read-malformed.ts";
import type { ResponseSource } from "./response-source.ts";

/** What to run. */
export interface MalformedOptions {
  readonly source: ResponseSource;
  readonly seed: number;
  /** The first response and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Hears of each response before it is read. */
  readonly progress?: (at: number) => void;
}

/** A response that did what none may. */
export interface MalformedProblem {
  readonly at: number;
  readonly where: string;
  readonly problem: string;
  readonly response: string;
}

/** What a run found. */
export interface MalformedResult {
  /** Outcomes by protocol and what was read, such as `json parse: ParseError`. */
  readonly outcomes: Record<string, number>;
  readonly problems: MalformedProblem[];
  /** The longest that a response took, in milliseconds. */
  slowest: number;
}

/** Mutations of one valid response. */
const mutationsOfOne = 50;
/** Milliseconds that no response may take. */
const tooLong = 1_000;

/** Runs a range of responses. The response at a place is the same whatever the range. */
export async function runMalformed({
  source,
  seed,
  from,
  to,
  progress,
}: MalformedOptions): Promise<MalformedResult> {
  const result: MalformedResult = { outcomes: {}, problems: [], slowest: 0 };
  const { protocols } = source;
  for (let at = from; at < to; at++) {
    progress?.(at);
    const original = Math.floor(at / mutationsOfOne);
    const protocol = protocols[original % protocols.length]!;
    const valid = source.draw(protocol, randomFrom(seed * 7_919 + original));
    const response = mutate(valid, randomFrom(seed * 104_729 + at * 31 + 17));
    const started = performance.now();
    const outcomes = await readMalformed(valid.dynamic, valid.operation, response, 1 + (at % 97));
    const took = performance.now() - started;
    result.slowest = Math.max(result.slowest, took);
    const where = `${valid.dynamic.service.id} ${valid.operation}`;
    const note = (problem: string): void => {
      const text = `${response.status} ${JSON.stringify(response.headers)} ${Buffer.from(response.body).toString("latin1")}`;
      result.problems.push({ at, where, problem, response: text });
    };
    if (took > tooLong) note(`${Math.round(took)} ms`);
    for (const [index, { as, problem }] of outcomes.entries()) {
      count(result.outcomes, protocol, index === 0 ? "parse" : "parseError", as);
      if (problem !== undefined) note(problem);
    }
  }
  return result;
}

function count(outcomes: Record<string, number>, protocol: ProtocolName, read: string, as: string): void {
  const key = `${protocol} ${read}: ${as}`;
  outcomes[key] = (outcomes[key] ?? 0) + 1;
}

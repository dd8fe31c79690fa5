import { isDeepStrictEqual } from "node:util";
import { describeOutcome, matchesFault, type Outcome } from "./outcome.ts";
import type { Seen } from "./row.ts";
import type { RunResult } from "./run/run-case.ts";

/** Kinds of things that can be wrong with a run. */
export type ProblemKind =
  | "outcome"
  /** A value that is not the truth, or any value where none can be right. */
  | "wrong-data"
  | "hang"
  /** The process ended without a report. */
  | "crash"
  | "unhandled"
  /** Handles in the process, or sockets at the server. */
  | "leak"
  | "loop"
  | "memory"
  /** How many requests were sent. */
  | "requests"
  /** What the row asks for besides. */
  | "check";

/** One thing that is wrong with a run. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly text: string;
}

const megabyte = 2 ** 20;

/** Holds a run to the rules: it passes when the list is empty. */
export function judge(result: RunResult): Problem[] {
  const { report, hung, expect } = result;
  if (report === undefined) {
    const text = hung ? "no outcome within the deadline" : `the process ended: ${result.output.slice(-300)}`;
    return [{ kind: hung ? "hang" : "crash", text }];
  }
  const problems = [...judgeOutcome(result, report.outcome), ...judgeResources(result)];
  if (report.wall > result.deadline)
    problems.push({ kind: "hang", text: `an outcome after ${Math.round(report.wall)} ms` });
  const seen: Seen = { ...result, ...report };
  const more = expect.check?.(seen);
  if (more !== undefined) problems.push({ kind: "check", text: more });
  return problems;
}

function judgeOutcome({ expect, sdk, requests }: RunResult, outcome: Outcome): Problem[] {
  const problems: Problem[] = [];
  if (outcome.fault === undefined) {
    const right = "value" in expect && equals(outcome.value, expect.value);
    const harmless = "truth" in expect && equals(outcome.value, expect.truth);
    if (!right) problems.push({ kind: harmless ? "outcome" : "wrong-data", text: describeOutcome(outcome) });
  } else if (!isExpectedFault(outcome, expect.faults ?? [], sdk)) {
    problems.push({ kind: "outcome", text: describeOutcome(outcome) });
  }
  if (sdk !== "inia" || problems.length > 0) return problems;
  const [least, most] =
    typeof expect.requests === "number"
      ? [expect.requests, expect.requests]
      : (expect.requests ?? [0, Infinity]);
  if (requests < least || requests > most)
    problems.push({ kind: "requests", text: `${requests} requests instead of ${String(expect.requests)}` });
  const attempts = outcome.fault?.attempts;
  if (expect.attempts !== undefined && outcome.fault !== undefined && attempts !== expect.attempts)
    problems.push({ kind: "requests", text: `${attempts} attempts instead of ${expect.attempts}` });
  return problems;
}

/** Whether a value is the truth; what crossed between the processes is JSON. */
function equals(value: unknown, truth: unknown): boolean {
  return isDeepStrictEqual(value ?? null, JSON.parse(JSON.stringify(truth ?? null)));
}

/** The peer's errors have classes of their own: where an error is right, any that names the problem is. */
function isExpectedFault({ fault }: Outcome, patterns: readonly string[], sdk: RunResult["sdk"]): boolean {
  if (patterns.length === 0 || fault === undefined) return false;
  return sdk === "inia"
    ? patterns.some((pattern) => matchesFault(fault, pattern))
    : fault.class !== "Untyped";
}

function judgeResources(result: RunResult): Problem[] {
  const report = result.report!;
  const { loopLimit = 100, memoryLimit = 64 * megabyte } = result.case;
  const memory = typeof memoryLimit === "number" ? memoryLimit : memoryLimit(result);
  const problems: Problem[] = [];
  const add = (kind: ProblemKind, wrong: boolean, text: string): void => {
    if (wrong) problems.push({ kind, text });
  };
  add("unhandled", report.unhandled.length > 0, report.unhandled.slice(0, 3).join("; "));
  add("leak", report.leaked.length > 0, `still active: ${counted(report.leaked)}`);
  add("leak", result.openSockets > 0, `${result.openSockets} sockets still open at the server`);
  const { exitLimit } = result.case;
  const { exitedAfter } = result;
  const late = exitLimit !== undefined && exitedAfter !== undefined && exitedAfter > exitLimit;
  add("leak", late, `the process did not end by itself within ${exitLimit} ms`);
  add("loop", report.loopBlock > loopLimit, `event loop blocked for ${Math.round(report.loopBlock)} ms`);
  add(
    "memory",
    report.memoryGrowth > memory,
    `memory grew by ${Math.round(report.memoryGrowth / megabyte)} MiB`,
  );
  return problems;
}

/** `Timeout ×3, TCPSocketWrap`. */
function counted(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count > 1 ? `${name} ×${count}` : name)).join(", ");
}

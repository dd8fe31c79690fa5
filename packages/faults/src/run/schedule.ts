import type { ConfigName, Row, Case, SdkName } from "../row.ts";
import { judge, type Problem } from "../judge.ts";
import { runCase, type Launcher, type RunResult } from "./run-case.ts";

/** One run to do. */
export interface Task {
  readonly row: Row;
  readonly case: Case;
  readonly sdk: SdkName;
  readonly config: ConfigName;
}

/** A run that was done and judged. */
export interface Verdict {
  readonly result: RunResult;
  /** What is wrong with it; it passed when there is nothing. */
  readonly problems: readonly Problem[];
  /** It failed at first where a busy machine may have been the cause, and was repeated. */
  readonly repeated: boolean;
}

/** Runs that wait at the same time. */
const waitingLanes = 48;

/** Runs of a case at most. */
const maxRuns = 2;

/** Milliseconds without a processor after which a run says little about time. */
const starvation = 100;

/** Problems that a busy machine can cause by itself. */
const ofTime: ReadonlySet<string> = new Set(["loop", "hang"]);

/**
 * Runs tasks, `jobs` at a time; those of rows that wait for minutes run all at once beside them, since they do nothing. A run
 * that fails where a busy machine may be the cause is repeated once.
 */
export async function runTasks(
  launcher: Launcher,
  tasks: readonly Task[],
  jobs: number,
  onVerdict: (verdict: Verdict) => void,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const lane = async (queue: Iterator<Task>): Promise<void> => {
    for (let at = queue.next(); !at.done; at = queue.next()) {
      const verdict = await runTask(launcher, at.value);
      verdicts.push(verdict);
      onVerdict(verdict);
    }
  };
  const lanes = (list: readonly Task[], count: number): Promise<void>[] => {
    const queue = list.values();
    return Array.from({ length: Math.min(count, list.length) }, () => lane(queue));
  };
  const waits = ({ row, config }: Task): boolean => row.waits === true && config === "D";
  const idle = lanes(tasks.filter(waits), waitingLanes);
  await Promise.all([
    ...idle,
    ...lanes(
      tasks.filter((task) => !waits(task)),
      jobs,
    ),
  ]);
  return verdicts;
}

async function runTask(launcher: Launcher, task: Task): Promise<Verdict> {
  for (let run = 1; ; run++) {
    const result = await runCase(launcher, task.row, task.case, { sdk: task.sdk, config: task.config });
    const problems = judge(result);
    const final = problems.length === 0 || run === maxRuns || !isByTime(result, problems);
    if (final) return { result, problems, repeated: run > 1 };
  }
}

/**
 * Whether a busy machine may have caused a failure: nothing but time is wrong, or the process was kept waiting for so long that
 * its limits of half a second mean little. A wait of minutes that did not end is no accident of scheduling.
 */
function isByTime(result: RunResult, problems: readonly Problem[]): boolean {
  if (result.deadline > 60_000) return false;
  const starved = (result.report?.starved ?? 0) > starvation;
  return starved || problems.every(({ kind }) => ofTime.has(kind));
}

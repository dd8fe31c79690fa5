import type { ProblemKind } from "../judge.ts";
import type { ConfigName, SdkName } from "../row.ts";
import type { Verdict } from "../run/schedule.ts";

/** How one row ended for one SDK in one configuration. */
export interface RowSummary {
  readonly id: string;
  readonly title: string;
  readonly cases: number;
  /** Cases with a problem. */
  readonly failed: readonly Verdict[];
  readonly repeated: number;
}

/** The figures of one SDK in one configuration. */
export interface Summary {
  readonly sdk: SdkName;
  readonly config: ConfigName;
  readonly rows: readonly RowSummary[];
  /** Rows of which every case passed. */
  readonly passed: number;
  /** Processes that were run. */
  readonly runs: number;
  readonly hangs: number;
  /** Runs with a rejection or exception that nobody handled, or that ended the process. */
  readonly unhandled: number;
  /** Runs that left sockets or handles. */
  readonly leaked: number;
  /** Runs that returned data which are not the truth. */
  readonly wrong: number;
}

/** Adds up the verdicts of one SDK in one configuration, rows in the order of `order`. */
export function summarize(
  verdicts: readonly Verdict[],
  sdk: SdkName,
  config: ConfigName,
  order: readonly { readonly id: string; readonly title: string }[],
): Summary {
  const own = verdicts.filter(({ result }) => result.sdk === sdk && result.config === config);
  const rows = order.flatMap(({ id, title }): RowSummary[] => {
    const cases = own.filter(({ result }) => result.row.id === id);
    const failed = cases.filter(({ problems }) => problems.length > 0);
    const repeated = cases.filter((verdict) => verdict.repeated).length;
    return cases.length === 0 ? [] : [{ id, title, cases: cases.length, failed, repeated }];
  });
  const having = (...kinds: ProblemKind[]): number =>
    own.filter(({ problems }) => problems.some(({ kind }) => kinds.includes(kind))).length;
  return {
    sdk,
    config,
    rows,
    passed: rows.filter(({ failed }) => failed.length === 0).length,
    runs: own.length,
    hangs: having("hang"),
    unhandled: having("unhandled", "crash"),
    leaked: having("leak"),
    wrong: having("wrong-data"),
  };
}

/** The five figures in one line. */
export function headline({ passed, rows, hangs, unhandled, leaked, wrong }: Summary): string {
  return (
    `${passed}/${rows.length} faults: correct typed error or successful retry; ${hangs} hangs; ` +
    `${unhandled} unhandled rejections; ${leaked} leaked sockets or handles; ${wrong} silently wrong results`
  );
}

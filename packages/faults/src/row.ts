import type { Kit } from "./server/kit.ts";
import type { Sdk } from "./sdk/sdk.ts";
import type { Outcome } from "./outcome.ts";

/** Services whose clients the rows use. */
export type ServiceName =
  "cloudwatch" | "dynamodb" | "kinesis" | "lambda" | "s3" | "sfn" | "sqs" | "bidirectional";

/** The SDKs that are compared. */
export type SdkName = "inia" | "aws-sdk-v3";

/** `D`: every SDK's defaults. `T`: tuned alike, see `sdk/tuned.ts`. */
export type ConfigName = "D" | "T";

/** A fault: what it is, and the ways it comes in. It passes when all its cases do. */
export interface Row {
  /** Family and number: `B4`. */
  readonly id: string;
  /** A few words for the table. */
  readonly title: string;
  /** With defaults this row takes minutes of waiting: its deadline is 240 s there, and its cases run side by side. */
  readonly waits?: boolean;
  readonly cases: readonly Case[];
}

/** One run of a row in a process of its own. */
export interface Case {
  /** What distinguishes it within its row; unique there. */
  readonly name: string;
  /** Clients that are loaded before anything is measured. Default SQS. */
  readonly services?: readonly ServiceName[];
  /** In the parent: starts servers, says where they are. What they do to requests is the fault. */
  start(kit: Kit, run: RunInfo): Promise<Start> | Start;
  /** In the child: calls the SDK. What it returns must survive JSON. A rejection is the outcome, as any other. */
  run(sdk: Sdk, target: any): Promise<unknown>;
  /** Fits in the short run: ends within about 2 s with tuned limits, and needs no client but those of the tour. */
  readonly fast?: boolean;
  /** Milliseconds that the run may take. Default 10,000. */
  readonly deadline?: number;
  /** Milliseconds that the event loop may be busy without a pause. Default 100. */
  readonly loopLimit?: number;
  /** The clients are not destroyed, and the process must end by itself in so many milliseconds after the run. */
  readonly exitLimit?: number;
  /** Bytes that the resident set may grow. Default 64 MiB. */
  readonly memoryLimit?: number | ((run: RunInfo) => number);
}

/** Which run of a case it is. */
export interface RunInfo {
  readonly sdk: SdkName;
  readonly config: ConfigName;
}

/** What a case needs of its server. */
export interface Start {
  /** Handed to {@link Case.run} as JSON. */
  readonly target: unknown;
  readonly expect: Expectation;
  /** Variables of the child's environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Which outcome is right. */
export interface Expectation {
  /** The value that the run must return; any other is wrong data. Absent: no value can be right. */
  readonly value?: unknown;
  /** A value that is true although an error was wanted: returning it is a wrong outcome, but no wrong data. */
  readonly truth?: unknown;
  /** Failures that are right, as patterns of `matchesFault`. Absent with `value`: none is. */
  readonly faults?: readonly string[];
  /** Requests that the servers must have seen. Held against Inia alone: how often to repeat is each SDK's own choice. */
  readonly requests?: number | readonly [number, number];
  /** Attempts that the error must report, where no server can count them. Held against Inia alone. */
  readonly attempts?: number;
  /** What else must hold, for every SDK; says what does not. */
  check?(seen: Seen): string | undefined;
}

/** What was seen of a run. */
export interface Seen extends RunInfo {
  readonly outcome: Outcome;
  /** Milliseconds that the run took. */
  readonly wall: number;
  readonly unhandled: readonly string[];
  readonly warnings: readonly string[];
  readonly output: string;
  readonly requests: number;
  readonly connections: number;
}

/** Makes a row. */
export function row(id: string, title: string, cases: readonly Case[], more: Pick<Row, "waits"> = {}): Row {
  return { id, title, cases, ...more };
}

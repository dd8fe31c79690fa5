import type { Outcome } from "../outcome.ts";
import type { ConfigName, SdkName } from "../row.ts";
import type { Measures } from "./probe.ts";

/** From the parent: run a case. */
export interface Job {
  readonly row: string;
  readonly name: string;
  readonly sdk: SdkName;
  readonly config: ConfigName;
  readonly target: unknown;
}

/** From the child: clients are loaded, the clock starts. */
export interface Started {
  readonly type: "started";
}

/** From the child: the case has run, clients are destroyed. */
export interface Report extends Measures {
  readonly type: "report";
  readonly outcome: Outcome;
  /** Milliseconds that the case took. */
  readonly wall: number;
  /** What still keeps the event loop alive 200 ms after the clients were destroyed. */
  readonly leaked: readonly string[];
}

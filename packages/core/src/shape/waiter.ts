import type { Operation, Path } from "./operation.ts";

/** One rule of a waiter: if it matches the outcome of an attempt, the waiter enters `state`. */
export type Acceptor = { readonly state: "success" | "failure" | "retry" } & (
  | { readonly status: number }
  /** An error code; `true` for any error, `false` for none. */
  | { readonly error: string | boolean }
  | { readonly path: Path; readonly expected: unknown }
  | { readonly pathAll: Path; readonly expected: unknown }
  | { readonly pathAny: Path; readonly expected: unknown }
);

/** Polls an operation until an acceptor decides (`waiters-2.json`). */
export interface Waiter<Service extends string, Input, Output> {
  readonly name: string;
  readonly operation: Operation<Service, Input, Output, any>;
  /** Seconds between attempts. */
  readonly delay: number;
  readonly maxAttempts: number;
  readonly acceptors: readonly Acceptor[];
}

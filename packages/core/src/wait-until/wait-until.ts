// Waiters, as waiters-2.json describes them: an operation is called at a fixed interval until an acceptor says that the
// wanted state is reached, or never will be.
import type { CallOptions } from "../pipeline/call-options.ts";
import { sleep } from "../pipeline/sleep.ts";
import { ServiceError } from "../errors/service-error.ts";
import { SdkError } from "../errors/sdk-error.ts";
import { TimeoutError } from "../errors/errors.ts";
import { readPath } from "../shape/path.ts";
import type { Acceptor, Waiter } from "../shape/waiter.ts";
import type { WithMetadata } from "../shape/values.ts";
import type { Client } from "../client/client.ts";

/** What a caller may say about waiting. */
export interface WaitOptions extends Omit<CallOptions, "timeout"> {
  /** Milliseconds to wait at most. Default: the waiter's own number of attempts and delay. */
  readonly timeout?: number | undefined;
  /** Seconds between attempts; the waiter has a default. */
  readonly delay?: number | undefined;
  /** Attempts at most; the waiter has a default. A `timeout` replaces it. */
  readonly maxAttempts?: number | undefined;
}

/** A waiter ended without its state: the resource went into a state from which it cannot get there, or the call failed. */
export class WaiterError extends SdkError {
  static override readonly kind: string = "WaiterError";
}

/**
 * Calls the waiter's operation until its state is reached and returns the last output (undefined when an error was what
 * it waited for).
 *
 * @throws {@link WaiterError} when the state cannot be reached any more, {@link TimeoutError} (phase `waiter`) when it was not in time.
 */
export async function waitUntil<Id extends string, Input extends object, Output>(
  client: Client<Id>,
  waiter: Waiter<Id, Input, Output>,
  input: Input,
  options: WaitOptions = {},
): Promise<WithMetadata<Output> | undefined> {
  const delay = (options.delay ?? waiter.delay) * 1000;
  const started = Date.now();
  const { timeout, signal } = options;
  const attempts = timeout === undefined ? (options.maxAttempts ?? waiter.maxAttempts) : Infinity;
  for (let attempt = 1; ; attempt++) {
    const left = timeout === undefined ? undefined : Math.max(1, timeout - (Date.now() - started));
    const outcome = await attemptOf(client.send(waiter.operation, input, { signal, timeout: left }));
    const accepted = waiter.acceptors.find((acceptor) => matches(acceptor, outcome));
    if (accepted?.state === "success") return outcome.output as WithMetadata<Output> | undefined;
    if (accepted?.state === "failure" || (accepted === undefined && outcome.error !== undefined)) {
      throw new WaiterError({
        what: accepted
          ? `${waiter.name} failed: ${describe(accepted)}`
          : `${waiter.name} failed: ${outcome.error!.message}`,
        cause: outcome.error,
        attempts: attempt,
      });
    }
    const spent = Date.now() - started;
    if (attempt >= attempts || (timeout !== undefined && spent + delay >= timeout)) {
      throw new TimeoutError({
        what: `${waiter.name} was not reached after ${attempt} attempts in ${spent} ms`,
        phase: "waiter",
        limitMs: timeout ?? delay * (attempts - 1),
        attempts: attempt,
      });
    }
    await sleep(delay, signal);
  }
}

interface Outcome {
  readonly output?: unknown;
  readonly error?: ServiceError;
}

async function attemptOf(call: Promise<unknown>): Promise<Outcome> {
  try {
    return { output: await call };
  } catch (error) {
    if (error instanceof ServiceError) return { error };
    throw error;
  }
}

function matches(acceptor: Acceptor, { output, error }: Outcome): boolean {
  if ("status" in acceptor) {
    const status = error?.statusCode ?? (output as WithMetadata<object>).$metadata.status;
    return status === acceptor.status;
  }
  if ("error" in acceptor) {
    const { error: wanted } = acceptor;
    if (typeof wanted === "boolean") return (error !== undefined) === wanted;
    return error !== undefined && (error.code === wanted || error.name === wanted);
  }
  if (error !== undefined) return false;
  const { expected } = acceptor;
  if ("path" in acceptor) return readPath(acceptor.path, output) === expected;
  const all = "pathAll" in acceptor;
  const values = readPath(all ? acceptor.pathAll : acceptor.pathAny, output);
  if (!Array.isArray(values) || values.length === 0) return false;
  return all ? values.every((value) => value === expected) : values.includes(expected);
}

function describe(acceptor: Acceptor): string {
  if ("status" in acceptor) return `HTTP status ${acceptor.status}`;
  if ("error" in acceptor) return typeof acceptor.error === "string" ? `error ${acceptor.error}` : "an error";
  const path =
    "path" in acceptor ? acceptor.path : "pathAll" in acceptor ? acceptor.pathAll : acceptor.pathAny;
  return `${typeof path === "string" ? path : "the output"} is ${JSON.stringify(acceptor.expected)}`;
}

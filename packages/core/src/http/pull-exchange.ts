import { IntegrityError } from "../errors/errors.ts";
import type { SdkError } from "../errors/sdk-error.ts";
import type { HttpResponse, TransportOptions } from "./messages.ts";
import { onAbort } from "./on-abort.ts";
import { PhaseClock } from "./phase-clock.ts";
import { defaultMaxBodyBytes, maxErrorBodyBytes, readBody } from "./read-body.ts";
import { abortErrorOf, timeoutOf, transportErrorOf, truncated } from "./transport-errors.ts";

/**
 * One request and its response on a client that is itself asynchronous (`fetch`, undici): bounds on its phases, the
 * caller's signal and the size of bodies. What the client throws after {@link PullExchange.fail} gives way to that error.
 */
export class PullExchange {
  readonly clock: PhaseClock;
  /** Aborts the client's request. */
  readonly controller: AbortController = new AbortController();
  readonly #label: string;
  readonly #options: TransportOptions;
  readonly #onEnd: (() => void)[] = [];
  #error: SdkError | undefined;
  #ended = false;
  #leaveSignal: (() => void) | undefined;

  constructor(label: string, options: TransportOptions) {
    this.#label = label;
    this.#options = options;
    this.clock = new PhaseClock(options.timeouts.attempt, (phase, limit) =>
      this.fail(timeoutOf(phase, limit, label)),
    );
    const { signal } = options;
    if (signal?.aborted) this.fail(abortErrorOf(signal));
    else if (signal) this.#leaveSignal = onAbort(signal, () => this.fail(abortErrorOf(signal)));
  }

  get label(): string {
    return this.#label;
  }

  /** Throws what the exchange failed with, if it did. */
  check(): void {
    if (this.#error) throw this.#error;
  }

  fail(error: SdkError): void {
    if (this.#ended) return;
    this.#error = error;
    this.controller.abort(error);
    this.end();
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.clock.stop();
    this.#leaveSignal?.();
    for (const listener of this.#onEnd) listener();
  }

  /** Calls a function when the exchange is over, whichever way. */
  onEnd(listener: () => void): void {
    this.#onEnd.push(listener);
  }

  /** The typed error for what the client threw before the response was complete. */
  errorOf(cause: unknown, connected: boolean): SdkError {
    const error = this.#error ?? transportErrorOf(cause, this.#label, connected);
    this.end();
    return error;
  }

  /** Hands a response over, whole or as a stream. `iterator` is absent when there is no body. */
  async respond(
    status: number,
    headers: Record<string, string>,
    iterator: AsyncIterator<Uint8Array> | undefined,
    declared: number | undefined,
  ): Promise<HttpResponse> {
    const { stream, timeouts, maxBodyBytes = defaultMaxBodyBytes } = this.#options;
    if (iterator === undefined) {
      this.end();
      return { status, headers, body: new Uint8Array(0) };
    }
    const cut = status >= 300;
    const whole = cut || !stream;
    if (!whole) {
      this.clock.idle();
      this.clock.endAttempt();
    }
    const source = this.#bounded(iterator, whole ? timeouts.body : timeouts.stream, declared);
    if (!whole) return { status, headers, body: source };
    const body = await readBody(source, cut ? Math.min(maxErrorBodyBytes, maxBodyBytes) : maxBodyBytes, cut);
    return { status, headers, body };
  }

  #bounded(
    iterator: AsyncIterator<Uint8Array>,
    limit: number,
    declared: number | undefined,
  ): AsyncIterableIterator<Uint8Array> {
    let seen = 0;
    let done = false;
    const next = async (): Promise<IteratorResult<Uint8Array>> => {
      this.check();
      if (done) return { done: true, value: undefined };
      this.clock.enter("body", limit);
      try {
        const at = await iterator.next();
        this.clock.idle();
        this.check();
        if (!at.done) {
          seen += at.value.length;
          return at;
        }
      } catch (cause) {
        done = true;
        throw this.#bodyError(cause, seen, declared);
      }
      done = true;
      this.end();
      if (declared !== undefined && seen < declared) throw truncated(this.#label);
      return { done: true, value: undefined };
    };
    return {
      next,
      return: () => {
        done = true;
        this.end();
        this.controller.abort();
        return Promise.resolve({ done: true, value: undefined });
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  /** A connection that ends without an error of the system, or too early, has cut the body short. */
  #bodyError(cause: unknown, seen: number, declared: number | undefined): SdkError {
    const error = this.errorOf(cause, true);
    const { code } = error as { code?: string };
    const plain = code === "ERR_TRANSPORT" || code === "UND_ERR_SOCKET";
    if (error instanceof IntegrityError || !plain) return error;
    return declared === undefined || seen < declared ? truncated(this.#label, cause) : error;
  }
}

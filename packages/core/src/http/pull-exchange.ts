import type { SdkError } from "../errors/sdk-error.ts";
import type { HttpResponse, TransportOptions } from "./messages.ts";
import { onAbort } from "./on-abort.ts";
import { createPhaseClock, type PhaseClock } from "./phase-clock.ts";
import { defaultMaxBodyBytes, maxErrorBodyBytes, readBody } from "./read-body.ts";
import { abortErrorOf, timeoutOf, truncated } from "./transport-errors.ts";

/**
 * One request and its response on a client that is itself asynchronous (`fetch`, undici): bounds on its phases, the
 * caller's signal and the size of bodies. What the client throws after {@link PullExchange.fail} gives way to that error.
 */
export interface PullExchange {
  /** Host and port, for messages. */
  readonly label: string;
  readonly clock: PhaseClock;
  /** Aborts the client's request. */
  readonly signal: AbortSignal;
  /** Throws what the exchange failed with, if it did. */
  check(): void;
  fail(error: SdkError): void;
  end(): void;
  /** Calls a function when the exchange is over, whichever way. */
  onEnd(listener: () => void): void;
  /** The typed error for what the client threw before the response was complete; ends the exchange. */
  errorOf(cause: unknown, connected: boolean): SdkError;
  /** Hands a response over, whole or as a stream. `iterator` is absent when there is no body. */
  respond(
    status: number,
    headers: Record<string, string>,
    iterator: AsyncIterator<Uint8Array> | undefined,
    declared: number | undefined,
  ): Promise<HttpResponse>;
}

/** Begins a {@link PullExchange}; `typed` makes errors of what the client throws. */
export function createPullExchange(
  label: string,
  options: TransportOptions,
  typed: (cause: unknown, label: string, connected: boolean) => SdkError,
): PullExchange {
  const { timeouts, signal } = options;
  const controller = new AbortController();
  const listeners: (() => void)[] = [];
  let error: SdkError | undefined;
  let ended = false;

  const fail = (reason: SdkError): void => {
    if (ended) return;
    error = reason;
    controller.abort(reason);
    exchange.end();
  };
  const clock = createPhaseClock(timeouts.attempt, (phase, limit) => fail(timeoutOf(phase, limit, label)));
  const exchange: PullExchange = {
    label,
    clock,
    signal: controller.signal,
    check() {
      if (error) throw error;
    },
    fail,
    end() {
      if (ended) return;
      ended = true;
      clock.stop();
      for (const listener of listeners) listener();
    },
    onEnd: (listener) => void listeners.push(listener),
    errorOf(cause, connected) {
      const reason = error ?? typed(cause, label, connected);
      exchange.end();
      return reason;
    },
    async respond(status, headers, iterator, declared) {
      const { stream, maxBodyBytes = defaultMaxBodyBytes } = options;
      if (iterator === undefined) {
        exchange.end();
        return { status, headers, body: new Uint8Array(0) };
      }
      const cut = status >= 300;
      if (stream && !cut) {
        clock.idle();
        clock.endAttempt();
        return { status, headers, body: bounded(exchange, controller, iterator, timeouts.stream, declared) };
      }
      const source = bounded(exchange, controller, iterator, timeouts.body, declared);
      const limit = cut ? Math.min(maxErrorBodyBytes, maxBodyBytes) : maxBodyBytes;
      return { status, headers, body: await readBody(source, limit, cut) };
    },
  };
  if (signal) {
    const abort = (): void => fail(abortErrorOf(signal));
    if (signal.aborted) abort();
    else listeners.push(onAbort(signal, abort));
  }
  return exchange;
}

function bounded(
  exchange: PullExchange,
  controller: AbortController,
  iterator: AsyncIterator<Uint8Array>,
  limit: number,
  declared: number | undefined,
): AsyncIterableIterator<Uint8Array> {
  const { clock, check, end, label } = exchange;
  const over = { done: true, value: undefined } as const;
  let seen = 0;
  let done = false;
  return {
    async next() {
      check();
      if (done) return over;
      clock.enter("body", limit);
      try {
        const at = await iterator.next();
        clock.idle();
        check();
        if (!at.done) {
          seen += at.value.length;
          return at;
        }
      } catch (cause) {
        done = true;
        throw bodyError(exchange, cause, declared === undefined || seen < declared);
      }
      done = true;
      end();
      if (declared !== undefined && seen < declared) throw truncated(label);
      return over;
    },
    async return() {
      done = true;
      end();
      controller.abort();
      return over;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** A connection that ends without an error of the system, or too early, has cut the body short. */
function bodyError(exchange: PullExchange, cause: unknown, short: boolean): SdkError {
  const error = exchange.errorOf(cause, true);
  const plain = /^(ERR_TRANSPORT|UND_ERR_SOCKET)$/.test((error as { code?: string }).code ?? "");
  return plain && short ? truncated(exchange.label, cause) : error;
}

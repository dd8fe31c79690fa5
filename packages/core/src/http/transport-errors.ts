import {
  AbortError,
  IntegrityError,
  TimeoutError,
  TransportError,
  type TimeoutPhase,
} from "../errors/errors.ts";
import { SdkError } from "../errors/sdk-error.ts";

/**
 * The error of a connection that broke, or (`connected`) was never made. `host` is `name:port`. An {@link SdkError} is
 * returned as it is.
 */
export function connectionError(cause: unknown, host: string, connected: boolean): SdkError {
  if (cause instanceof SdkError) return cause;
  const { code = "ERR_TRANSPORT" } = (cause ?? {}) as { code?: string };
  const what = connected ? `the connection to ${host} was lost` : `could not connect to ${host}`;
  return new TransportError({ what, code, cause });
}

/** A body that ended before its framing said so. */
export function truncated(host: string, cause?: unknown): IntegrityError {
  return new IntegrityError({ what: `the response of ${host} ends too early`, reason: "truncated", cause });
}

/** A body beyond the cap on bodies that are read whole. */
export function bodyTooLarge(maxBytes: number): IntegrityError {
  return new IntegrityError({ what: `the response is longer than ${maxBytes} bytes`, reason: "too-large" });
}

/** The caller's signal fired. */
export function abortErrorOf(signal: AbortSignal): AbortError {
  return new AbortError({ what: "the call was aborted", cause: signal.reason });
}

/** The transport was closed under a request. */
export function destroyed(host: string): TransportError {
  const what = `the transport was destroyed while ${host} was called`;
  return new TransportError({ what, code: "DESTROYED", retryable: false });
}

const waitedFor: { readonly [phase in TimeoutPhase]?: string } = {
  connect: "no connection to",
  acquire: "no free connection to",
  body: "the response stalled: nothing came from",
  upload: "the upload stalled: nothing was taken by",
  attempt: "no complete answer from",
};

/** A bound on waiting was reached. */
export function timeoutOf(phase: TimeoutPhase, limitMs: number, host: string): TimeoutError {
  const what = `${waitedFor[phase] ?? "no answer from"} ${host} within ${limitMs} ms`;
  return new TimeoutError({ what, phase, limitMs });
}

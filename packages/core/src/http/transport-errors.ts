import {
  AbortError,
  IntegrityError,
  TimeoutError,
  TlsError,
  TransportError,
  type TimeoutPhase,
} from "../errors/errors.ts";
import { SdkError } from "../errors/sdk-error.ts";

/** Codes of OpenSSL's certificate checks and of Node's TLS. */
const tlsCode =
  /^(ERR_(TLS|SSL|OSSL)_|CERT_|CRL_|ERROR_IN_C|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_(CA|PURPOSE)$|PATH_LENGTH_|HOSTNAME_|EPROTO$)/;
/** Codes of two framings that contradict each other, or of one that is no number. */
const framingCode = /^HPE_.*(CONTENT_LENGTH|TRANSFER_ENCODING)$/;

/**
 * The typed error for what the platform threw. `host` is `name:port`; `connected` says whether the connection was made
 * before. An {@link SdkError} is returned as it is.
 */
export function transportErrorOf(cause: unknown, host: string, connected: boolean): SdkError {
  if (cause instanceof SdkError) return cause;
  const { code = "ERR_TRANSPORT", message } = (cause ?? {}) as { code?: string; message?: string };
  if (tlsCode.test(code)) return new TlsError({ what: `TLS with ${host} failed: ${message}`, code, cause });
  if (framingCode.test(code)) {
    return new IntegrityError({
      what: `${host} sent contradictory lengths`,
      reason: "framing",
      details: [code],
      cause,
    });
  }
  if (code === "HPE_HEADER_OVERFLOW") return headersTooLarge(host, cause);
  const what = code.startsWith("HPE_")
    ? `${host} did not answer with HTTP`
    : connected
      ? `the connection to ${host} was lost`
      : `could not connect to ${host}`;
  return new TransportError({ what, code, cause });
}

/** A response head beyond the limit; the same request would get the same head. */
export function headersTooLarge(host: string, cause?: unknown): TransportError {
  return new TransportError({
    what: `the response headers of ${host} are too large`,
    code: "HEADERS_OVERFLOW",
    retryable: false,
    cause,
  });
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
  return new TransportError({
    what: `the transport was destroyed while ${host} was called`,
    code: "DESTROYED",
    retryable: false,
  });
}

const waitedFor: Record<TimeoutPhase, string> = {
  connect: "no connection to",
  acquire: "no free connection to",
  headers: "no answer from",
  body: "the response stalled: nothing came from",
  upload: "the upload stalled: nothing was taken by",
  attempt: "no complete answer from",
  operation: "no answer from",
  waiter: "no answer from",
};

/** A bound on waiting was reached. */
export function timeoutOf(phase: TimeoutPhase, limitMs: number, host: string): TimeoutError {
  return new TimeoutError({ what: `${waitedFor[phase]} ${host} within ${limitMs} ms`, phase, limitMs });
}

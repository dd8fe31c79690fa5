import type { SdkError } from "../errors/sdk-error.ts";
import { TransportError } from "../errors/errors.ts";
import { transportErrorOf } from "./node-errors.ts";

/** The stream was not processed: it may be sent again (RFC 9113, section 8.7). */
export const refusedStream = 7;
/** The stream is no longer needed. */
export const cancel = 8;

/** Error codes of HTTP/2 by number (RFC 9113, section 7). */
const names: readonly string[] = [
  "NO_ERROR",
  "PROTOCOL_ERROR",
  "INTERNAL_ERROR",
  "FLOW_CONTROL_ERROR",
  "SETTINGS_TIMEOUT",
  "STREAM_CLOSED",
  "FRAME_SIZE_ERROR",
  "REFUSED_STREAM",
  "CANCEL",
  "COMPRESSION_ERROR",
  "CONNECT_ERROR",
  "ENHANCE_YOUR_CALM",
  "INADEQUATE_SECURITY",
  "HTTP_1_1_REQUIRED",
];

/** A stream or connection that the server ended with a code. The codes of what HTTP/2 itself rules out are not worth another attempt. */
export function resetBy(host: string, number: number, cause?: unknown): TransportError {
  const code = names[number] ?? "UNKNOWN_ERROR";
  return new TransportError({
    what: number === 11 ? `${host} wants fewer requests` : `${host} gave the request up`,
    code: `HTTP2_${code}`,
    retryable: number < 12,
    cause,
  });
}

/** A server that was asked for HTTP/2 and speaks something else. */
export function noHttp2(host: string, cause?: unknown): TransportError {
  const what = `${host} does not speak HTTP/2, which streams of events in both directions need`;
  return new TransportError({ what, code: "NO_HTTP2", retryable: false, cause });
}

/** The typed error for what `node:http2` threw. Before the server's first frame, a breach of the protocol means another protocol. */
export function http2ErrorOf(cause: unknown, host: string, connected: boolean): SdkError {
  const { code } = (cause ?? {}) as { code?: string };
  if (code === undefined || !code.startsWith("ERR_HTTP2_")) return transportErrorOf(cause, host, connected);
  if (!connected) return noHttp2(host, cause);
  return new TransportError({ what: `the connection to ${host} was lost`, code, cause });
}

import { encodeRfc3986 } from "../codecs/scalars/percent-encoding.ts";
import type { Call } from "./call.ts";

const bodiless = /^(GET|HEAD|OPTIONS)$/;

/** Adds what is not signed: user agent, ids of call and attempt, how long the body is, and, in a Lambda function, its trace. */
export function stamp(call: Call): void {
  const { headers, method, body } = call.request;
  headers["user-agent"] = call.client.userAgent;
  headers["amz-sdk-invocation-id"] = call.invocationId;
  headers["amz-sdk-request"] = `attempt=${call.attempt}; max=${call.client.retryStrategy.maxAttempts}`;
  const { environment, inLambda } = call.client;
  const traceId = inLambda && environment.env("_X_AMZN_TRACE_ID");
  // So that Lambda notices functions that call themselves without end.
  if (traceId) headers["x-amzn-trace-id"] ??= traceId.replace(/[^\w.~\-=;:+&[\]{}"',]/gu, encodeRfc3986);
  // What a signer made of the body counts (Signature Version 2 adds to it).
  if (body instanceof Uint8Array) headers["content-length"] = String(body.length);
  else if (call.body === undefined) {
    if (!bodiless.test(method)) headers["content-length"] = "0";
  } else if (call.body.length !== undefined) headers["content-length"] = String(call.body.length);
  else headers["transfer-encoding"] = "chunked";
}

import type { Call } from "./call.ts";

const bodiless = /^(GET|HEAD|OPTIONS)$/;

/** Adds what is not signed: user agent, ids of call and attempt, and how long the body is. */
export function stamp(call: Call): void {
  const { headers, method } = call.request;
  headers["user-agent"] = call.client.userAgent;
  headers["amz-sdk-invocation-id"] = call.invocationId;
  headers["amz-sdk-request"] = `attempt=${call.attempt}; max=${call.client.retryStrategy.maxAttempts}`;
  if (call.body === undefined) {
    if (!bodiless.test(method)) headers["content-length"] = "0";
  } else if (call.body.length !== undefined) headers["content-length"] = String(call.body.length);
  else headers["transfer-encoding"] = "chunked";
}

import type { Call } from "./call.ts";

const bodiless = /^(GET|HEAD|OPTIONS)$/;

/** Adds what is not signed: user agent, ids of call and attempt, and how long the body is. */
export function stamp(call: Call): void {
  const { headers, method, body } = call.request;
  headers["user-agent"] = call.client.userAgent;
  headers["amz-sdk-invocation-id"] = call.invocationId;
  headers["amz-sdk-request"] = `attempt=${call.attempt}; max=${call.client.retryStrategy.maxAttempts}`;
  // What a signer made of the body counts (Signature Version 2 adds to it).
  if (body instanceof Uint8Array) headers["content-length"] = String(body.length);
  else if (call.body === undefined) {
    if (!bodiless.test(method)) headers["content-length"] = "0";
  } else if (call.body.length !== undefined) headers["content-length"] = String(call.body.length);
  else headers["transfer-encoding"] = "chunked";
}

import type { HttpRequest, HttpResponse } from "../http/messages.ts";
import { TimeoutError } from "../errors/errors.ts";
import type { Call } from "./call.ts";
import { wrap } from "./hooks.ts";
import { streamsOutput } from "./streams-output.ts";

/** Sends the attempt and waits for the response. */
export function transmit(call: Call): Promise<HttpResponse> {
  const hooks = call.client.hooks?.attempt;
  return hooks === undefined ? handle(call, call.request) : wrap(hooks, handle)(call, call.request);
}

async function handle(call: Call, request: HttpRequest): Promise<HttpResponse> {
  const { client, options, deadline } = call;
  let { timeouts } = client;
  if (deadline !== Infinity) {
    const left = deadline - Date.now();
    if (left <= 0) throw outOfTime(call);
    if (timeouts.attempt === 0 || left < timeouts.attempt) timeouts = { ...timeouts, attempt: left };
  }
  try {
    return await client.transport.handle(request, {
      stream: streamsOutput(call.operation),
      maxBodyBytes: client.settings.maxBodyBytes,
      signal: options.signal,
      timeouts,
    });
  } finally {
    client.clockSkew.sent(call.signedAt);
  }
}

/** The error of a call whose own bound was reached. */
export function outOfTime(call: Call): TimeoutError {
  const limitMs = call.options.timeout ?? call.client.timeouts.operation;
  return new TimeoutError({ what: `no answer within ${limitMs} ms`, phase: "operation", limitMs });
}

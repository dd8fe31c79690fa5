import type { HttpRequest, HttpResponse } from "../http/messages.ts";
import { TimeoutError } from "../errors/errors.ts";
import type { Call } from "./call.ts";
import { wrap } from "../config/hooks.ts";
import { duplexOf, streamsOutput } from "./streaming.ts";

/** Sends the attempt and waits for the response. */
export function transmit(call: Call): Promise<HttpResponse> {
  const hooks = call.client.hooks?.attempt;
  if (hooks === undefined) return handle(call, call.request);
  return wrap(hooks, (_, request) => handle(call, request))(call, call.request);
}

async function handle(call: Call, request: HttpRequest): Promise<HttpResponse> {
  const { client, options, deadline } = call;
  let { timeouts } = client;
  if (deadline !== Infinity) {
    const left = deadline - Date.now();
    if (left <= 0) throw outOfTime(call);
    if (timeouts.attempt === 0 || left < timeouts.attempt) timeouts = { ...timeouts, attempt: left };
  }
  const response = await client.transport.handle(request, {
    stream: streamsOutput(call.operation),
    maxBodyBytes: client.settings.maxBodyBytes,
    signal: options.signal,
    timeouts,
    duplex: duplexOf(call.operation)?.openTransport,
  });
  client.clockSkew.observe(call.signedAt, response.headers);
  return response;
}

/** The error of a call whose own bound was reached. */
export function outOfTime(call: Call): TimeoutError {
  const limitMs = call.options.timeout ?? call.client.timeouts.operation;
  return new TimeoutError({ what: `no answer within ${limitMs} ms`, phase: "operation", limitMs });
}

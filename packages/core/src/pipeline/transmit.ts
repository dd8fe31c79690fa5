import type { HttpRequest, HttpResponse } from "../http/messages.ts";
import { TimeoutError, ValidationError } from "../errors/errors.ts";
import { throwIfDestroyed, type Call } from "./call.ts";
import { wrap } from "../config/hooks.ts";
import { duplexOf, streamsOutput } from "./streaming.ts";

/** Sends the attempt and waits for the response. */
export async function transmit(call: Call): Promise<HttpResponse> {
  const { client, request } = call;
  const { clockSkew, hooks, settings } = client;
  const inner = async (_: unknown, passed: HttpRequest): Promise<HttpResponse> => {
    addHeaders(call, passed.headers);
    return handle(call);
  };
  const response = await (hooks?.attempt === undefined
    ? handle(call)
    : wrap(hooks.attempt, inner)(call, { ...request, headers: { ...request.headers } }));
  if (clockSkew.observe(call.signedAt, response.headers))
    settings.logger?.warn?.("the clock is off: signatures are corrected", { offset: clockSkew.offset });
  return response;
}

function handle(call: Call): Promise<HttpResponse> {
  const { client, operation, options, deadline } = call;
  const { settings } = client;
  let { timeouts } = client;
  throwIfDestroyed(call);
  if (operation.headersTimeout !== undefined && settings.timeouts.headers === undefined)
    timeouts = { ...timeouts, headers: operation.headersTimeout };
  if (deadline !== Infinity) {
    const left = deadline - Date.now();
    if (left <= 0) throw outOfTime(call);
    if (timeouts.attempt === 0 || left < timeouts.attempt) timeouts = { ...timeouts, attempt: left };
  }
  return client.transport.handle(call.request, {
    stream: streamsOutput(operation),
    maxBodyBytes: settings.maxBodyBytes,
    signal: options.signal,
    timeouts,
    duplex: duplexOf(operation)?.openTransport,
  });
}

/** What may be added: not the names that say whom a message is for and where it ends; those are the transport's alone. */
const addable = /^(?!(host|connection|content-length|transfer-encoding):)[\w!#$%&'*+\-.^`|~]+:[\t -~]*$/;

/** Adds what hooks have added to the headers of the signed request; those that it has stay as they are. */
function addHeaders(
  { request: { headers }, operation }: Call,
  added: Readonly<Record<string, string>>,
): void {
  for (const given in added) {
    const name = given.toLowerCase();
    if (name in headers) continue;
    if (!addable.test(`${name}:${added[given]}`)) {
      const problem = `a hook's header ${JSON.stringify(given)} cannot be sent`;
      throw new ValidationError({ problems: [{ path: operation.name, problem }] });
    }
    headers[name] = added[given]!;
  }
}

/** The error of a call whose own bound was reached. */
export function outOfTime(call: Call): TimeoutError {
  const limitMs = call.options.timeout ?? call.client.timeouts.operation;
  return new TimeoutError({ what: `no answer within ${limitMs} ms`, phase: "operation", limitMs });
}

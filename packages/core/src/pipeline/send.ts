import { trace } from "#trace";
import { SdkError, withCall } from "../errors/sdk-error.ts";
import type { AnyOperation } from "../shape/operation.ts";
import { startCall, type Call } from "./call.ts";
import type { CallOptions } from "./call-options.ts";
import type { ClientContext } from "./client-context.ts";
import { encodeBody } from "./encode-body.ts";
import { fillTokens } from "./fill-tokens.ts";
import { wrap } from "../config/hooks.ts";
import { logEnd } from "./log-end.ts";
import { parse } from "./parse.ts";
import { resolveEndpoint } from "./resolve-endpoint.ts";
import { resolveIdentity } from "./resolve-identity.ts";
import { retry } from "./retry.ts";
import { serialize } from "./serialize.ts";
import { sign } from "./sign.ts";
import { stamp } from "./stamp.ts";
import { transmit } from "./transmit.ts";

/**
 * A call from input to output, in the order of these lines. Every error thrown is an {@link SdkError} that names the
 * service and the operation, save for what the caller's own hooks and providers throw.
 */
export async function send(
  client: ClientContext,
  operation: AnyOperation,
  input: object,
  options: CallOptions,
): Promise<unknown> {
  let call: Call | undefined;
  let end: unknown;
  try {
    const started = (call = startCall(client, operation, input, options)); // invocation id, deadline, abort
    const hooks = client.hooks?.call;
    const around = hooks ? wrap(hooks, run as never) : run;
    return (end = await trace("inia:call", call, () => around(started)));
  } catch (error) {
    throw (end = error instanceof SdkError ? withCall(error, client.service.id, operation.name) : error);
  } finally {
    if (call) logEnd(call, "call", call.startedAt, end);
  }
}

/** A stage returns a promise only where it has something to wait for: each wait costs a small call as much as a stage. */
async function run(call: Call): Promise<unknown> {
  fillTokens(call); // idempotency tokens
  serialize(call); // validation; protocol: input → request
  const resolved = resolveEndpoint(call); // ruleset → URL, headers, auth scheme; host prefix
  if (resolved) await resolved;
  const encoded = encodeBody(call); // bytes or stream; compression, checksum, aws-chunked
  if (encoded) await encoded;
  return await retry(call, () => trace("inia:attempt", call, () => attempt(call)));
}

async function attempt(call: Call): Promise<unknown> {
  const found = resolveIdentity(call); // credentials or token
  if (found) await found;
  const signed = sign(call); // a fresh copy of the request
  if (signed) await signed;
  stamp(call); // user agent, ids, length: never signed
  const parsed = parse(call, await transmit(call)); // protocol: response → output or ServiceError
  return parsed instanceof Promise ? await parsed : parsed;
}

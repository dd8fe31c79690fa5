import { SdkError, withCall } from "../errors/sdk-error.ts";
import type { AnyOperation } from "../shape/operation.ts";
import { startCall, type Call } from "./call.ts";
import type { CallOptions } from "./call-options.ts";
import type { ClientContext } from "./client-context.ts";
import { encodeBody } from "./encode-body.ts";
import { fillTokens } from "./fill-tokens.ts";
import { wrap } from "../config/hooks.ts";
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
  try {
    const call = startCall(client, operation, input, options); // invocation id, deadline, abort
    const hooks = client.hooks?.call;
    return await (hooks === undefined ? run(call) : wrap(hooks, () => run(call))(call));
  } catch (error) {
    throw error instanceof SdkError ? withCall(error, client.service.id, operation.name) : error;
  }
}

async function run(call: Call): Promise<unknown> {
  fillTokens(call); // idempotency tokens
  serialize(call); // validation; protocol: input → request
  await resolveEndpoint(call); // ruleset → URL, headers, auth scheme; host prefix
  await encodeBody(call); // bytes or stream; compression, checksum, aws-chunked
  return retry(call, async () => {
    await resolveIdentity(call); // credentials or token
    await sign(call); // a fresh copy of the request
    stamp(call); // user agent, ids, length: never signed
    return parse(call, await transmit(call)); // protocol: response → output or ServiceError
  });
}

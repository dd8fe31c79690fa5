// Presigned URLs: the request of an operation, built and signed as a call would, with the signature in its query string and
// nothing sent. A body is not part of it, save for query-protocol operations, whose parameters go into the URL.
import type { Client } from "../client/client.ts";
import { ConfigError } from "../errors/errors.ts";
import { encodeBody } from "../pipeline/encode-body.ts";
import { startCall } from "../pipeline/call.ts";
import { resolveEndpoint } from "../pipeline/resolve-endpoint.ts";
import { resolveIdentity } from "../pipeline/resolve-identity.ts";
import { serialize } from "../pipeline/serialize.ts";
import { signingContextOf } from "../pipeline/sign.ts";
import type { Operation } from "../shape/operation.ts";
import { presignSigv4 } from "../signing/sigv4.ts";

/** What a presigned URL may be told. */
export interface PresignOptions {
  /** Seconds that the URL stays valid, at most 604,800 (a week) and never longer than the credentials. Default 3,600. */
  readonly expiresIn?: number;
  readonly signal?: AbortSignal;
}

/** A request that anyone can send until it expires. */
export interface PresignedRequest {
  readonly url: string;
  readonly method: string;
  /** Headers that are part of the signature; whoever sends the request must send them as they are. */
  readonly headers: Readonly<Record<string, string>>;
}

const longest = 604_800;

/**
 * Signs an operation's request without sending it.
 *
 * @throws {@link ConfigError} for a lifetime outside 1…604,800 seconds, and whatever a call would throw before it is sent.
 */
export async function presign<Id extends string, Input extends object>(
  client: Client<Id>,
  operation: Operation<Id, Input, any, any>,
  input: Input,
  options: PresignOptions = {},
): Promise<PresignedRequest> {
  const { expiresIn = 3600, signal } = options;
  if (!Number.isInteger(expiresIn) || expiresIn < 1 || expiresIn > longest) {
    throw new ConfigError({
      what: `expiresIn is ${expiresIn}; it must be a whole number of seconds from 1 to ${longest}`,
    });
  }
  const context = await client.context();
  const call = startCall(context, operation, input, { signal });
  serialize(call);
  const { draft } = call;
  const form = draft.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
  if (form && typeof draft.body === "string") {
    draft.query = draft.query === "" ? draft.body.replaceAll("+", "%20") : `${draft.query}&${draft.body}`;
    draft.body = undefined;
    delete draft.headers["content-type"];
    draft.method = "GET";
  }
  await resolveEndpoint(call);
  if (draft.body !== undefined && !context.service.rawPath) await encodeBody(call);
  await resolveIdentity(call);
  const request = { method: draft.method, url: call.url, headers: { ...draft.headers } };
  const { method, headers } = request;
  if (call.identity === undefined) return { url: request.url, method, headers };
  const { url } = presignSigv4(request, call.identity, {
    ...signingContextOf(call),
    payloadHash: context.service.rawPath ? "UNSIGNED-PAYLOAD" : undefined,
    expiresIn,
  });
  return { url, method, headers };
}

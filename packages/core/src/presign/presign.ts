// Presigned URLs: the request of an operation, built and signed as a call would, with the signature in its query string and
// nothing sent. As botocore does it, but for one thing: forms go into the query of a GET, so that the URL works in a browser.
import type { Client } from "../client/client.ts";
import { ConfigError } from "../errors/errors.ts";
import type { HttpRequest } from "../http/messages.ts";
import { encodeBody } from "../pipeline/encode-body.ts";
import { startCall, type Call } from "../pipeline/call.ts";
import { fillTokens } from "../pipeline/fill-tokens.ts";
import { resolveEndpoint } from "../pipeline/resolve-endpoint.ts";
import { resolveIdentity } from "../pipeline/resolve-identity.ts";
import { serialize } from "../pipeline/serialize.ts";
import { signingContextOf } from "../pipeline/sign.ts";
import type { Operation } from "../shape/operation.ts";
import { encodeRfc3986 } from "../codecs/scalars/percent-encoding.ts";
import type { PresignContext } from "../signing/signer.ts";
import { signInQuery } from "../signing/query-form.ts";
import { version4 } from "../signing/sigv4.ts";
import { checkLifetime, expiryOf } from "./lifetime.ts";

/** What a presigned URL may be told. */
export interface PresignOptions {
  /** Seconds that the URL stays valid, at most 604,800 (a week) and never longer than the credentials. Default 3,600. */
  readonly expiresIn?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A request that anyone can send until it expires. */
export interface PresignedRequest {
  readonly url: string;
  readonly method: string;
  /** Headers that are part of the signature; whoever sends the request must send them as they are. */
  readonly headers: Readonly<Record<string, string>>;
  /** What to send as the body, where the input makes one. A streaming payload (`Body` of PutObject) is the sender's choice. */
  readonly body?: Uint8Array;
  /** When the request can no longer be sent: its own end or that of the credentials, whichever is first. */
  readonly expiresAt: Date;
}

/** Services whose JSON bodies go into the query, where they take them as well. */
const jsonInQuery: readonly string[] = ["Polly"];

/**
 * Signs an operation's request without sending it.
 *
 * The URL of a query-protocol operation and of Polly's SynthesizeSpeech carries all parameters and is fetched with GET. S3
 * payloads are not part of the signature; bodies of other services are.
 *
 * @example
 * const { url } = await presign(s3, GetObject, { Bucket: "b", Key: "k" }, { expiresIn: 900 });
 * const upload = await presign(s3, PutObject, { Bucket: "b", Key: "k", ContentType: "text/plain" });
 * await fetch(upload.url, { method: upload.method, headers: upload.headers, body: "hello" });
 *
 * @throws {@link ConfigError} for a lifetime outside 1…604,800 seconds and for an auth scheme without presigned URLs, and
 * whatever a call would throw before it is sent.
 */
export async function presign<Id extends string, Input extends object>(
  client: Client<Id>,
  operation: Operation<Id, Input, any, any>,
  input: Input,
  options: PresignOptions = {},
): Promise<PresignedRequest> {
  const { expiresIn = 3600, signal } = options;
  checkLifetime(expiresIn);
  const call = startCall(await client.context(), operation, input, { signal });
  fillTokens(call);
  serialize(call);
  leaveChecksumMode(call, input);
  moveBodyToQuery(call);
  await resolveEndpoint(call);
  const body = await bodyOf(call);
  await resolveIdentity(call);
  const { url, method, headers } = await signedRequest(call, expiresIn, body);
  const expiresAt = expiryOf(call.client.clockSkew.offset, expiresIn, call.identity);
  return { url, method, headers, ...(body && { body }), expiresAt };
}

/** A call of S3 asks for checksums unasked; whoever uses a URL should not need to send a header for that. */
function leaveChecksumMode({ operation, draft }: Call, input: object): void {
  const mode = operation.checksum?.requestValidationModeMember;
  if (mode !== undefined && !(mode in input)) delete draft.headers["x-amz-checksum-mode"];
}

/** Puts a form, or JSON where the service takes it, into the query of a GET. */
function moveBodyToQuery({ draft, client }: Call): void {
  const { body: text } = draft;
  if (typeof text !== "string") return;
  let query: string;
  if (draft.headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) {
    query = text.replaceAll("+", "%20");
  } else if (jsonInQuery.includes(client.service.id)) {
    query = Object.entries(JSON.parse(text) as Record<string, unknown>)
      .flatMap(([name, value]) => [value].flat().map((item) => `${name}=${encodeRfc3986(String(item))}`))
      .join("&");
  } else return;
  draft.query = draft.query === "" ? query : `${draft.query}&${query}`;
  draft.body = undefined;
  draft.method = "GET";
  delete draft.headers["content-type"];
}

/** The body, if the input makes one and it is part of the request: an S3 object is not. */
async function bodyOf(call: Call): Promise<Uint8Array | undefined> {
  const { draft, operation, client } = call;
  const chosenBySender = draft.body === undefined || (client.service.rawPath && operation.streamInput);
  if (!chosenBySender) await encodeBody(call);
  if (operation.unsignedPayload && !client.service.rawPath) {
    call.payloadHash = draft.headers["x-amz-content-sha256"] = "UNSIGNED-PAYLOAD";
  }
  return call.body?.kind === "bytes" ? (call.body.open() as Uint8Array) : undefined;
}

async function signedRequest(call: Call, expiresIn: number, body?: Uint8Array): Promise<HttpRequest> {
  const { client, draft, identity, authScheme } = call;
  const { service } = client;
  const request = {
    method: draft.method,
    url: call.url,
    headers: { ...draft.headers },
    ...(body && { body }),
  };
  if (identity === undefined) return request;
  const context: PresignContext = {
    ...signingContextOf(call),
    ...(service.rawPath && { payloadHash: "UNSIGNED-PAYLOAD" }),
    expiresIn,
  };
  const signer = client.settings.signer ?? service.signers?.[authScheme.name];
  if (signer?.presign) return signer.presign(request, identity, context);
  const form = signer ? signer.queryForm : { version: version4 };
  if (form === undefined) throw new ConfigError({ what: `${authScheme.name} has no presigned URLs` });
  return signInQuery(form.version, request, identity, { ...context, ...form });
}

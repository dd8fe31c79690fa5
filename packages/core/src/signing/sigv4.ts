// AWS Signature Version 4, header form and query (presigned) form
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
// scope = date/region/service/aws4_request; key = HMAC chain over the scope; string to sign = algorithm, time, scope and
// the hash of the canonical request. The key is kept per credentials object while the scope stays the same (a day).
import { hmacSha256, hmacSha256Hex, sha256Hex } from "#hash";
import { ConfigError } from "../errors/errors.ts";
import type { HttpRequest } from "../http/messages.ts";
import type { Credentials, Identity } from "../identity/identity.ts";
import {
  canonicalHeaders,
  canonicalPath,
  canonicalQuery,
  encodeRfc3986,
  splitUrl,
} from "./canonical-request.ts";
import type { Signer, SigningContext } from "./signer.ts";

/** SHA-256 of nothing: the hash of a request without a body. */
const emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const algorithm = "AWS4-HMAC-SHA256";

const keys: WeakMap<object, { scope: string; key: Uint8Array }> = /* @__PURE__ */ new WeakMap();

/** The key of a day, region and service. */
export function signingKey(
  credentials: Credentials,
  day: string,
  region: string,
  service: string,
): Uint8Array {
  const scope = `${day}/${region}/${service}`;
  const known = keys.get(credentials);
  if (known?.scope === scope) return known.key;
  let key = hmacSha256("AWS4" + credentials.secretAccessKey, day);
  for (const part of [region, service, "aws4_request"]) key = hmacSha256(key, part);
  keys.set(credentials, { scope, key });
  return key;
}

/** Time as signatures write it: `20150830T123600Z`. */
export function amzDate(date: Date): string {
  return date.toISOString().replace(/\.\d+|[-:]/g, "");
}

/** The hash of a request's payload: the context's, or that of its bytes. A stream has no hash and is signed as unsigned. */
function payloadHash(request: HttpRequest, context: SigningContext): string {
  if (context.payloadHash !== undefined) return context.payloadHash;
  const { body } = request;
  if (body === undefined) return emptyHash;
  return body instanceof Uint8Array ? sha256Hex(body) : "UNSIGNED-PAYLOAD";
}

interface Signature {
  readonly credential: string;
  readonly signedHeaders: string;
  readonly signature: string;
}

function signatureOf(
  request: HttpRequest,
  credentials: Credentials,
  context: SigningContext,
  time: string,
  hash: string,
): Signature {
  const { host, path, query } = splitUrl(request.url);
  const day = time.slice(0, 8);
  const scope = `${day}/${context.region}/${context.signingName}/aws4_request`;
  const { block, names } = canonicalHeaders(request.headers, host);
  const canonical = `${request.method}\n${context.rawPath ? path : canonicalPath(path)}\n${canonicalQuery(query)}\n${block}\n${names}\n${hash}`;
  const stringToSign = `${algorithm}\n${time}\n${scope}\n${sha256Hex(canonical)}`;
  const key = signingKey(credentials, day, context.region, context.signingName);
  return {
    credential: `${credentials.accessKeyId}/${scope}`,
    signedHeaders: names,
    signature: hmacSha256Hex(key, stringToSign),
  };
}

function credentialsOf(identity: Identity): Credentials {
  if ("accessKeyId" in identity) return identity;
  throw new ConfigError({ what: "Signature Version 4 needs AWS credentials; the identity given is a token" });
}

/**
 * Signs with AWS Signature Version 4 in the `authorization` header.
 *
 * A payload that is not signed (`UNSIGNED-PAYLOAD`, `STREAMING-…`) is announced in `x-amz-content-sha256`.
 */
export const sigv4: Signer = {
  sign(request: HttpRequest, identity: Identity, context: SigningContext): HttpRequest {
    const credentials = credentialsOf(identity);
    const time = amzDate(context.date);
    const headers: Record<string, string> = { ...request.headers, "x-amz-date": time };
    if (credentials.sessionToken !== undefined) headers["x-amz-security-token"] = credentials.sessionToken;
    const hash = headers["x-amz-content-sha256"] ?? payloadHash(request, context);
    if (context.sendPayloadHash || hash.length !== 64) headers["x-amz-content-sha256"] = hash;
    const signed = { ...request, headers };
    const { credential, signedHeaders, signature } = signatureOf(signed, credentials, context, time, hash);
    headers["authorization"] =
      `${algorithm} Credential=${credential}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
    return signed;
  },
};

/** What a presigned URL needs besides a signing context. */
export interface PresignContext extends SigningContext {
  /** Seconds that the URL stays valid. */
  readonly expiresIn: number;
  /** Leaves the session token out of the signature and adds it afterwards. */
  readonly unsignedSessionToken?: boolean;
}

/** Signs with AWS Signature Version 4 in the query string. Headers of the request are part of the signature: whoever uses the URL must send them. */
export function presignSigv4(request: HttpRequest, identity: Identity, context: PresignContext): HttpRequest {
  const credentials = credentialsOf(identity);
  const time = amzDate(context.date);
  const { host } = splitUrl(request.url);
  const scope = `${time.slice(0, 8)}/${context.region}/${context.signingName}/aws4_request`;
  const parameters: [string, string][] = [
    ["X-Amz-Algorithm", algorithm],
    ["X-Amz-Credential", `${credentials.accessKeyId}/${scope}`],
    ["X-Amz-Date", time],
    ["X-Amz-Expires", String(context.expiresIn)],
    ["X-Amz-SignedHeaders", canonicalHeaders(request.headers, host).names],
  ];
  const token: [string, string][] =
    credentials.sessionToken === undefined ? [] : [["X-Amz-Security-Token", credentials.sessionToken]];
  if (!context.unsignedSessionToken) parameters.push(...token);
  const encode = (pairs: [string, string][]) =>
    pairs.map(([name, value]) => `${name}=${encodeRfc3986(value)}`).join("&");
  const url = `${request.url}${request.url.includes("?") ? "&" : "?"}${encode(parameters)}`;
  const hash = payloadHash(request, context);
  const { signature } = signatureOf({ ...request, url }, credentials, context, time, hash);
  const late = context.unsignedSessionToken && token.length > 0 ? `&${encode(token)}` : "";
  return { ...request, url: `${url}${late}&X-Amz-Signature=${signature}` };
}

// The header form of AWS Signature Version 4 and of its asymmetric sibling 4A
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html):
// string to sign = algorithm, time, scope and the hash of the canonical request, each on its line; the signature over it
// goes into `authorization`, together with the scope and the names of the headers that it covers.
import { sha256Hex } from "#hash";
import { ConfigError } from "../errors/errors.ts";
import type { HttpRequest } from "../http/messages.ts";
import type { Credentials, Identity } from "../identity/identity.ts";
import { canonicalHeaders, canonicalPath, canonicalQuery, splitUrl } from "./canonical-request.ts";
import type { SigningContext } from "./signer.ts";

/** In what Signature Version 4 and 4A differ. */
export interface SignatureVersion {
  /** First line of the string to sign. */
  readonly algorithm: string;
  /** Credential scope without the access key. */
  scope(day: string, context: SigningContext): string;
  /** Signature of a string in lower-case hexadecimal. */
  seal(credentials: Credentials, scope: string, stringToSign: string): string | Promise<string>;
  /** Sends the region set, which is not in the scope. */
  readonly regionSet?: true;
}

/** SHA-256 of nothing: the hash of a request without a body. */
const emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

let second = NaN;
let written = "";

/** Time as signatures write it: `20150830T123600Z`. The last one is kept: a busy client signs many requests a second. */
export function amzDate(date: Date): string {
  const now = Math.floor(date.getTime() / 1000);
  if (now !== second) {
    written = date.toISOString().replace(/\.\d+|[-:]/g, "");
    second = now;
  }
  return written;
}

/** The hash of a request's payload: the context's, or that of its bytes. A stream has no hash and is signed as unsigned. */
export function payloadHashOf({ body }: HttpRequest, context: SigningContext): string {
  if (context.payloadHash !== undefined) return context.payloadHash;
  if (body === undefined) return emptyHash;
  return body instanceof Uint8Array ? sha256Hex(body) : "UNSIGNED-PAYLOAD";
}

/** Credentials out of an identity; throws {@link ConfigError} for a token. */
export function credentialsOf(identity: Identity): Credentials {
  if ("accessKeyId" in identity) return identity;
  throw new ConfigError({ what: "this signature needs AWS credentials; the identity given is a token" });
}

/** The string to sign and the names of the headers that it covers. */
export function stringToSign(
  version: SignatureVersion,
  { method, url, headers }: HttpRequest,
  { rawPath }: SigningContext,
  time: string,
  scope: string,
  hash: string,
): { text: string; names: string } {
  const { host, path, query } = splitUrl(url);
  const { block, names } = canonicalHeaders(headers, host);
  const canonical = `${method}\n${rawPath ? path : canonicalPath(path)}\n${canonicalQuery(query)}\n${block}\n${names}\n${hash}`;
  return { text: `${version.algorithm}\n${time}\n${scope}\n${sha256Hex(canonical)}`, names };
}

/** Signs in the `authorization` header of a copy. A payload that is not signed is announced in `x-amz-content-sha256`. */
export function signInHeaders(
  version: SignatureVersion,
  request: HttpRequest,
  identity: Identity,
  context: SigningContext,
): HttpRequest | Promise<HttpRequest> {
  const credentials = credentialsOf(identity);
  const { accessKeyId, sessionToken } = credentials;
  const time = amzDate(context.date);
  const scope = version.scope(time.slice(0, 8), context);
  // Not `{ ...headers }`: V8 takes over a microsecond for each key that is added to an object made by a spread.
  const headers: Record<string, string> = Object.assign({}, request.headers);
  headers["x-amz-date"] = time;
  if (version.regionSet) headers["x-amz-region-set"] = context.region;
  if (sessionToken !== undefined)
    headers[context.tokenName?.toLowerCase() ?? "x-amz-security-token"] = sessionToken;
  const hash = headers["x-amz-content-sha256"] ?? payloadHashOf(request, context);
  if (context.sendPayloadHash || hash.length !== 64) headers["x-amz-content-sha256"] = hash;
  const signed = { ...request, headers };
  const { text, names } = stringToSign(version, signed, context, time, scope, hash);
  const finish = (signature: string): HttpRequest => {
    headers["authorization"] =
      `${version.algorithm} Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
    return signed;
  };
  const signature = version.seal(credentials, scope, text);
  return typeof signature === "string" ? finish(signature) : signature.then(finish);
}

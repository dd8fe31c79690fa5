// The query form of AWS Signature Version 4 and 4A: presigned URLs
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html, "query string parameters").
// The signature covers all parameters but itself, which comes last. Headers of the request are signed too, and so have to
// be sent by whoever uses the URL.
import type { HttpRequest } from "../http/messages.ts";
import type { Identity } from "../identity/identity.ts";
import { encodeRfc3986 } from "../codecs/scalars/percent-encoding.ts";
import { canonicalHeaders, splitUrl } from "./canonical-request.ts";
import { amzDate, credentialsOf, payloadHashOf, stringToSign, type SignatureVersion } from "./header-form.ts";
import type { PresignContext } from "./signer.ts";

type Parameter = readonly [name: string, value: string];

function encode(parameters: readonly Parameter[]): string {
  return parameters.map(([name, value]) => `${name}=${encodeRfc3986(value)}`).join("&");
}

/** Signs in the query string of a copy. */
export function signInQuery(
  version: SignatureVersion,
  request: HttpRequest,
  identity: Identity,
  context: PresignContext,
): HttpRequest | Promise<HttpRequest> {
  const credentials = credentialsOf(identity);
  const { accessKeyId, sessionToken } = credentials;
  const time = amzDate(context.date);
  const scope = version.scope(time.slice(0, 8), context);
  const token: Parameter[] =
    sessionToken === undefined ? [] : [[context.tokenName ?? "X-Amz-Security-Token", sessionToken]];
  const late = context.unsignedSessionToken && token.length > 0 ? `&${encode(token)}` : "";
  const parameters = encode([
    ["X-Amz-Algorithm", version.algorithm],
    ["X-Amz-Credential", `${accessKeyId}/${scope}`],
    ["X-Amz-Date", time],
    ["X-Amz-Expires", String(context.expiresIn)],
    ["X-Amz-SignedHeaders", canonicalHeaders(request.headers, splitUrl(request.url).host).names],
    ...(version.regionSet ? [["X-Amz-Region-Set", context.region] as const] : []),
    ...(late ? [] : token),
  ]);
  const url = `${request.url}${request.url.includes("?") ? "&" : "?"}${parameters}`;
  const hash = payloadHashOf(request, context);
  const { text } = stringToSign(version, { ...request, url }, context, time, scope, hash);
  const finish = (signature: string): HttpRequest => ({
    ...request,
    url: `${url}${late}&X-Amz-Signature=${signature}`,
  });
  const signature = version.seal(credentials, scope, text);
  return typeof signature === "string" ? finish(signature) : signature.then(finish);
}

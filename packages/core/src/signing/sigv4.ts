// AWS Signature Version 4
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
// scope = date/region/service/aws4_request; key = HMAC chain over the scope; signature = HMAC of the string to sign. Keys
// are kept per credentials object and scope.
import { createHmacSha256, hmacSha256 } from "#hash";
import type { HttpRequest } from "../http/messages.ts";
import type { Credentials, Identity } from "../identity/identity.ts";
import { signInHeaders, type SignatureVersion } from "./header-form.ts";
import { signInQuery } from "./query-form.ts";
import type { PresignContext, Signer } from "./signer.ts";

type Seal = (text: string) => string;

const known: WeakMap<Credentials, Map<string, Seal>> = /* @__PURE__ */ new WeakMap();

/** Scopes of one credentials object that are kept: clients of a session may share it, and days pass. */
const maxScopes = 50;

function sealOf(credentials: Credentials, scope: string): Seal {
  let seals = known.get(credentials);
  if (seals === undefined) known.set(credentials, (seals = new Map()));
  let seal = seals.get(scope);
  if (seal === undefined) {
    let key: string | Uint8Array = "AWS4" + credentials.secretAccessKey;
    for (const part of scope.split("/")) key = hmacSha256(key, part);
    if (seals.size >= maxScopes) seals.clear();
    seals.set(scope, (seal = createHmacSha256(key)));
  }
  return seal;
}

/** The version as the forms take it. */
export const version4: SignatureVersion = {
  algorithm: "AWS4-HMAC-SHA256",
  scope: (day, { region, signingName }) => `${day}/${region}/${signingName}/aws4_request`,
  seal: (credentials, scope, text) => sealOf(credentials, scope)(text),
};

/** Signs with AWS Signature Version 4 in the `authorization` header. */
export const sigv4: Signer = {
  sign: (request, identity, context) => signInHeaders(version4, request, identity, context),
};

/** Signs with AWS Signature Version 4 in the query string. Apart from {@link sigv4}, which is in every bundle. */
export function presignSigv4(request: HttpRequest, identity: Identity, context: PresignContext): HttpRequest {
  return signInQuery(version4, request, identity, context) as HttpRequest;
}

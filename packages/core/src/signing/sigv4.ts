// AWS Signature Version 4
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
// scope = date/region/service/aws4_request; key = HMAC chain over the scope; signature = HMAC of the string to sign. The
// key is kept per credentials object while the scope stays the same (a day).
import { createHmacSha256, hmacSha256 } from "#hash";
import type { HttpRequest } from "../http/messages.ts";
import type { Credentials, Identity } from "../identity/identity.ts";
import { signInHeaders, type SignatureVersion } from "./header-form.ts";
import { signInQuery } from "./query-form.ts";
import type { PresignContext, Signer } from "./signer.ts";

const keys: WeakMap<Credentials, { scope: string; seal: (text: string) => string }> =
  /* @__PURE__ */ new WeakMap();

/** The version as the forms take it. */
export const version4: SignatureVersion = {
  algorithm: "AWS4-HMAC-SHA256",
  scope: (day, { region, signingName }) => `${day}/${region}/${signingName}/aws4_request`,
  seal(credentials, scope, text) {
    let known = keys.get(credentials);
    if (known?.scope !== scope) {
      let key: string | Uint8Array = "AWS4" + credentials.secretAccessKey;
      for (const part of scope.split("/")) key = hmacSha256(key, part);
      keys.set(credentials, (known = { scope, seal: createHmacSha256(key as Uint8Array) }));
    }
    return known.seal(text);
  },
};

/** Signs with AWS Signature Version 4 in the `authorization` header. */
export const sigv4: Signer = {
  sign: (request, identity, context) => signInHeaders(version4, request, identity, context),
};

/** Signs with AWS Signature Version 4 in the query string. Apart from {@link sigv4}, which is in every bundle. */
export function presignSigv4(request: HttpRequest, identity: Identity, context: PresignContext): HttpRequest {
  return signInQuery(version4, request, identity, context) as HttpRequest;
}

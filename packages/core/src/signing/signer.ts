import type { HttpRequest } from "../http/messages.ts";
import type { Identity } from "../identity/identity.ts";
import type { SignatureVersion } from "./header-form.ts";

/** What a signature depends on besides the request and the identity. */
export interface SigningContext {
  /** Name in the credential scope. */
  readonly signingName: string;
  /** Region of the credential scope; of `sigv4a` the region set, regions with commas between them or `*`. */
  readonly region: string;
  /** Now, corrected for clock skew. */
  readonly date: Date;
  /** Hash of the payload where it is not that of the body: `UNSIGNED-PAYLOAD`, `STREAMING-…`. */
  readonly payloadHash?: string | undefined;
  /** The path is signed as sent (S3); otherwise normalised and encoded once more. */
  readonly rawPath?: boolean;
  /** The payload's hash is sent, and signed, as `x-amz-content-sha256` (S3). */
  readonly sendPayloadHash?: boolean;
  /** Query parameter, and in lower case header, of the session token; `X-Amz-Security-Token` when absent. */
  readonly tokenName?: string;
}

/** What a presigned URL needs besides a signing context. */
export interface PresignContext extends SigningContext {
  /** Seconds that the URL stays valid. */
  readonly expiresIn: number;
  /** Leaves the session token out of the signature and adds it afterwards, as AWS IoT wants it. */
  readonly unsignedSessionToken?: boolean | undefined;
}

/** Proves who sends a request: adds headers to a copy and returns it. */
export interface Signer {
  sign(request: HttpRequest, identity: Identity, context: SigningContext): HttpRequest | Promise<HttpRequest>;
  /** How URLs are presigned, as far as the query form of Version 4 does it: bundles that presign nothing do not carry it. */
  readonly queryForm?: { readonly version: SignatureVersion; readonly tokenName?: string };
  /** Signs in the query string, where `queryForm` does not. What has neither has no presigned URLs. */
  presign?(
    request: HttpRequest,
    identity: Identity,
    context: PresignContext,
  ): HttpRequest | Promise<HttpRequest>;
}

import type { HttpRequest } from "../http/messages.ts";
import type { Identity } from "../identity/identity.ts";

/** What a signature depends on besides the request and the identity. */
export interface SigningContext {
  /** Name in the credential scope. */
  readonly signingName: string;
  readonly region: string;
  /** Now, corrected for clock skew. */
  readonly date: Date;
  /** Hash of the payload where it is not that of the body: `UNSIGNED-PAYLOAD`, `STREAMING-…`. */
  readonly payloadHash?: string | undefined;
  /** The path is signed as sent (S3); otherwise normalised and encoded once more. */
  readonly rawPath?: boolean;
  /** The payload's hash is sent, and signed, as `x-amz-content-sha256` (S3). */
  readonly sendPayloadHash?: boolean;
}

/** Proves who sends a request: adds headers to a copy and returns it. */
export interface Signer {
  sign(request: HttpRequest, identity: Identity, context: SigningContext): HttpRequest | Promise<HttpRequest>;
}

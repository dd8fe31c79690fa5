import type { Client } from "../client/client.ts";
import { ConfigError } from "../errors/errors.ts";
import type { CredentialProvider, Credentials } from "../identity/identity.ts";
import type { PresignContext } from "../signing/signer.ts";
import { presignSigv4 } from "../signing/sigv4.ts";
import { checkLifetime, expiryOf } from "./lifetime.ts";
import type { PresignedRequest } from "./presign.ts";

/** Who signs: a client of any service, whose credentials, region and clock are used, or credentials alone. */
export interface SignFor {
  readonly client?: Client<any> | undefined;
  /** Credentials, or a function that gives them; the client's when absent. */
  readonly credentials?: Credentials | CredentialProvider | undefined;
  /** Region in the signature; the client's when absent. */
  readonly region?: string | undefined;
  /** Seconds that the signature stays valid, at most 604,800 (a week). */
  readonly expiresIn?: number | undefined;
}

/** Any request to sign. */
export interface RequestToPresign extends SignFor {
  /** With everything that the signature covers; encoded as it is to be sent. */
  readonly url: string;
  /** Default `GET`. */
  readonly method?: string | undefined;
  /** Names in lower case. All are signed, and must be sent. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Name of the service in the signature: `execute-api`, `rds-db`, … */
  readonly signingName: string;
  /** Hash of the payload where there is one, or `UNSIGNED-PAYLOAD`; by default the hash of nothing. */
  readonly payloadHash?: string | undefined;
  /** Adds the session token after signing, as AWS IoT wants it. */
  readonly unsignedSessionToken?: boolean | undefined;
}

/**
 * Signs any request with AWS Signature Version 4 in its query string: API Gateway, AWS IoT over WebSockets, whatever has no
 * operation. Default lifetime 3,600 seconds.
 *
 * @example
 * const { url } = await presignRequest({
 *   url: "wss://abc123-ats.iot.us-east-1.amazonaws.com/mqtt",
 *   signingName: "iotdevicegateway", region: "us-east-1", credentials, unsignedSessionToken: true,
 * });
 *
 * @throws {@link ConfigError} for a lifetime outside 1…604,800 seconds and where credentials or region are missing.
 */
export async function presignRequest(options: RequestToPresign): Promise<PresignedRequest> {
  const { url, method = "GET", headers = {}, expiresIn = 3600, client, ...rest } = options;
  checkLifetime(expiresIn);
  const context = await client?.context();
  const given = options.credentials ?? context?.credentials();
  const credentials = await (typeof given === "function" ? given() : given);
  const region = options.region ?? context?.settings.region;
  if (credentials === undefined || region === undefined) {
    const missing = credentials === undefined ? "credentials" : "region";
    throw new ConfigError({ what: `no ${missing} to sign with: give ${missing}, or a client that has them` });
  }
  const offset = context?.clockSkew.offset ?? 0;
  const signing: PresignContext = { ...rest, region, expiresIn, date: new Date(Date.now() + offset) };
  const signed = presignSigv4({ method, url, headers: { ...headers } }, credentials, signing);
  return { ...signed, expiresAt: expiryOf(offset, expiresIn, credentials) } as PresignedRequest;
}

// S3 Express One Zone: requests to directory buckets are signed with the credentials of a session of the bucket
// (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateSession.html). It lives 5 minutes and is renewed before; its
// token has a header of its own. Which requests that concerns, the endpoint ruleset says with the scheme `sigv4-s3express`;
// `s3DisableExpressSessionAuth` is a parameter of the ruleset, which then asks for `sigv4`.
import type { IdentityCache } from "../../credentials/credentials-cache.ts";
import { maskCredentials } from "../../credentials/masked.ts";
import type { Credentials } from "../../identity/identity.ts";
import type { Call } from "../../pipeline/call.ts";
import type { ClientContext } from "../../pipeline/client-context.ts";
import { send } from "../../pipeline/send.ts";
import type { SchemeSigner } from "../../pipeline/service.ts";
import type { AnyOperation } from "../../shape/operation.ts";
import { sigv4, version4 } from "../../signing/sigv4.ts";
import { createBucketCache, type BucketCache } from "./bucket-cache.ts";

/** Milliseconds before its end from which a session is renewed while it is still used. */
const advisory = 45_000;
/** Milliseconds before its end from which a session is not used any more. */
const mandatory = 10_000;

const tokenName = "X-Amz-S3session-Token";

/** The operation as far as it is needed here; signed with the client's own credentials. */
const createSession: AnyOperation = {
  name: "CreateSession",
  http: "GET /?session",
  input: { structure: { Bucket: { shape: "string", uri: "Bucket" } } },
  output: {
    structure: {
      Credentials: {
        structure: {
          AccessKeyId: "string",
          SecretAccessKey: "string",
          SessionToken: "string",
          Expiration: "timestamp",
        },
      },
    },
  },
  endpointParameters: ({ Bucket }) => ({ Bucket, DisableS3ExpressSessionAuth: true }),
};

interface CreateSessionOutput {
  readonly Credentials: {
    readonly AccessKeyId: string;
    readonly SecretAccessKey: string;
    readonly SessionToken: string;
    readonly Expiration: Date;
  };
}

/** The sessions of one bucket, one after the other. */
class BucketSession implements IdentityCache<Credentials> {
  readonly #client: ClientContext;
  readonly #bucket: string;
  #current: Credentials | undefined;
  #flight: Promise<Credentials> | undefined;

  constructor(client: ClientContext, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  get(): Credentials | Promise<Credentials> {
    const current = this.#current;
    const left = (current?.expiration?.getTime() ?? 0) - Date.now() - this.#client.clockSkew.offset;
    if (current === undefined || left <= mandatory) return this.#renew();
    // The failure of an early renewal is nobody's: the next one is tried before the session ends.
    if (left <= advisory) this.#renew().catch(() => undefined);
    return current;
  }

  async replace(rejected: Credentials): Promise<Credentials> {
    return this.#current === undefined || this.#current === rejected ? this.#renew() : this.#current;
  }

  #renew(): Promise<Credentials> {
    return (this.#flight ??= this.#create().finally(() => (this.#flight = undefined)));
  }

  async #create(): Promise<Credentials> {
    const output = await send(this.#client, createSession, { Bucket: this.#bucket }, {});
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = (output as CreateSessionOutput)
      .Credentials;
    return (this.#current = maskCredentials({
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expiration: Expiration,
    }));
  }
}

const sessions: BucketCache<BucketSession> = /* @__PURE__ */ createBucketCache(100);

function sessionOf({ client, input }: Call): BucketSession {
  const bucket = input["Bucket"] as string;
  let session = sessions.get(client, bucket);
  if (session === undefined) sessions.set(client, bucket, (session = new BucketSession(client, bucket)));
  return session;
}

/** Signs requests to directory buckets. */
export const s3Express: SchemeSigner = {
  identities: sessionOf,
  sign: (request, identity, context) => sigv4.sign(request, identity, { ...context, tokenName }),
  queryForm: { version: version4, tokenName },
};

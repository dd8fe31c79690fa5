// Presigned forms: a browser uploads to S3 with a form whose policy, a JSON document in base64, is what the signature covers
// (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html).
import type { Client } from "../client/client.ts";
import { encodeBase64 } from "../codecs/scalars/base64.ts";
import { encodeUtf8 } from "../codecs/scalars/utf8.ts";
import { ConfigError } from "../errors/errors.ts";
import { startCall } from "../pipeline/call.ts";
import { resolveEndpoint } from "../pipeline/resolve-endpoint.ts";
import { resolveIdentity } from "../pipeline/resolve-identity.ts";
import { serialize } from "../pipeline/serialize.ts";
import { signingContextOf } from "../pipeline/sign.ts";
import type { AnyOperation } from "../shape/operation.ts";
import { amzDate, credentialsOf } from "../signing/header-form.ts";
import { version4 } from "../signing/sigv4.ts";
import { checkLifetime, expiryOf } from "./lifetime.ts";

/** A condition of a policy: an exact value, a beginning, or a range of lengths in bytes. */
export type PostCondition =
  | Readonly<Record<string, string>>
  | readonly ["eq" | "starts-with", string, string]
  | readonly ["content-length-range", number, number];

/** What a presigned form allows. */
export interface PresignedPostOptions {
  readonly Bucket: string;
  /** Key of the object; one that ends in `${filename}` leaves the end to the name of the uploaded file. */
  readonly Key: string;
  /** Fields of the form besides those of the signature: `acl`, `Content-Type`, `x-amz-meta-…`. Each needs a condition, too. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
  /** Conditions besides those on bucket and key. */
  readonly conditions?: readonly PostCondition[] | undefined;
  /** Seconds that the form stays valid, at most 604,800 (a week). Default 3,600. */
  readonly expiresIn?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A form to post as `multipart/form-data`. */
export interface PresignedPost {
  readonly url: string;
  /** Fields to put before the one named `file`. */
  readonly fields: Readonly<Record<string, string>>;
  /** When the form can no longer be posted. */
  readonly expiresAt: Date;
}

/** Where a form is posted to: the bucket. */
const postObject: AnyOperation = {
  name: "PostObject",
  input: { structure: { Bucket: { shape: "string", uri: "Bucket" } } },
  endpointParameters: ({ Bucket }) => ({ Bucket }),
};

const filename = "${filename}";

/**
 * Makes a form with which someone without credentials uploads one object to S3.
 *
 * @example
 * const { url, fields } = await createPresignedPost(s3, {
 *   Bucket: "b", Key: "inbox/${filename}",
 *   conditions: [["content-length-range", 0, 10_000_000]],
 * });
 * const form = new FormData();
 * for (const [name, value] of Object.entries(fields)) form.append(name, value);
 * form.append("file", file);
 * await fetch(url, { method: "POST", body: form });
 *
 * @throws {@link ConfigError} for a lifetime outside 1…604,800 seconds, for an anonymous client and for access points of
 * several regions, whose signature forms do not have.
 */
export async function createPresignedPost(
  client: Client<"S3">,
  options: PresignedPostOptions,
): Promise<PresignedPost> {
  const { Bucket, Key, fields = {}, conditions = [], expiresIn = 3600, signal } = options;
  checkLifetime(expiresIn);
  const call = startCall(await client.context(), postObject, { Bucket }, { signal });
  serialize(call);
  await resolveEndpoint(call);
  await resolveIdentity(call);
  const { identity, authScheme } = call;
  if (identity === undefined || authScheme.name === "sigv4a")
    throw new ConfigError({ what: `a presigned form cannot be signed with ${authScheme.name}` });
  const credentials = credentialsOf(identity);
  const context = signingContextOf(call);
  const time = amzDate(context.date);
  const scope = version4.scope(time.slice(0, 8), context);
  const tokenName = authScheme.name === "sigv4-s3express" ? "X-Amz-S3session-Token" : "x-amz-security-token";
  const signed: Record<string, string> = {
    "x-amz-algorithm": version4.algorithm,
    "x-amz-credential": `${credentials.accessKeyId}/${scope}`,
    "x-amz-date": time,
    ...(credentials.sessionToken && { [tokenName]: credentials.sessionToken }),
  };
  const expiration = new Date(context.date.getTime() + expiresIn * 1000).toISOString().replace(/\.\d+/, "");
  const policy = encodeBase64(
    encodeUtf8(
      JSON.stringify({
        expiration,
        conditions: [
          ...conditions,
          { bucket: Bucket },
          Key.endsWith(filename) ? ["starts-with", "$key", Key.slice(0, -filename.length)] : { key: Key },
          ...Object.entries(signed).map(([name, value]) => ({ [name]: value })),
        ],
      }),
    ),
  );
  const signature = await version4.seal(credentials, scope, policy);
  return {
    url: call.url,
    fields: { ...fields, key: Key, ...signed, policy, "x-amz-signature": signature },
    expiresAt: expiryOf(call.client.clockSkew.offset, expiresIn, identity),
  };
}

import { createHash } from "node:crypto";
import { Client, type HttpRequest, type Service } from "@inia/core";
import {
  cloudFrontPolicy,
  cloudFrontSignedUrl,
  createPresignedPost,
  dsqlAuthToken,
  rdsAuthToken,
} from "@inia/core/presign";
import { bearer, restXml, s3Express, sigv2 } from "@inia/core/service";
import { s3PayloadHash } from "../../../core/src/customizations/s3/payload-hash.ts";
import { openRequestBody } from "../../../core/src/http/request-body.ts";
import { encodeRfc3986 } from "../../../core/src/codecs/scalars/percent-encoding.ts";
import { signInQuery } from "../../../core/src/signing/query-form.ts";
import type { PresignContext, SigningContext } from "../../../core/src/signing/signer.ts";
import { presignSigv4, sigv4 } from "../../../core/src/signing/sigv4.ts";
import type { RandomCase, RandomRequest, SigningOptions } from "./random-case.ts";

type CaseOf<Kind extends RandomCase["kind"]> = RandomCase & { kind: Kind };

function messageOf({ method, url, headers, body }: RandomRequest): HttpRequest {
  const bytes = body === null ? {} : { body: new Uint8Array(Buffer.from(body, "base64")) };
  return { method, url, headers: { ...headers }, ...bytes };
}

function contextOf({ signingName, region, time, expiresIn }: RandomCase): PresignContext {
  return { signingName, region, date: new Date(time), expiresIn };
}

/** What the pipeline decides about the payload of a request to S3. */
function s3PayloadOf(request: HttpRequest, options: SigningOptions): string | undefined {
  if (options.checksum?.in === "trailer") return "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
  const call = {
    client: { settings: { s3: { payloadSigningEnabled: options.s3?.payload_signing_enabled } } },
    operation: {
      name: "PutObject",
      ...(options.streaming && { streamInput: openRequestBody }),
    },
    draft: { headers: request.headers },
    url: request.url,
    // What has no body is signed as such by both, but botocore may call nothing unsigned, too.
    body: openRequestBody((request.body as Uint8Array | undefined) ?? ""),
    payloadHash: undefined as string | undefined,
  };
  s3PayloadHash(call as never);
  return call.payloadHash;
}

function s3Context(one: RandomCase, options: SigningOptions, request: HttpRequest): SigningContext {
  const payloadHash = s3PayloadOf(request, options);
  return { ...contextOf(one), rawPath: true, sendPayloadHash: true, payloadHash };
}

/** A URL taken apart: the order of parameters does not matter, and `a` is `a=`. */
export function urlOf(url: string): unknown {
  const [start, query = ""] = url.split("?");
  const parameters = query.split("&").map((pair) => (pair.includes("=") ? pair : `${pair}=`));
  return { start, parameters: parameters.sort() };
}

async function form(one: CaseOf<"sigv2">): Promise<unknown> {
  const text = one.form.map((pair) => pair.map(encodeRfc3986).join("=")).join("&");
  const request = { ...messageOf(one.request), body: new TextEncoder().encode(text) };
  const { body } = await sigv2.sign(request, one.credentials, contextOf(one));
  const pairs = new TextDecoder().decode(body as Uint8Array).split("&");
  return pairs.map((pair) => pair.split("=").map(decodeURIComponent));
}

/** A policy is compared as what it says, and its signature with the one that botocore gives for its text. */
async function post(one: CaseOf<"post">): Promise<unknown> {
  const service: Partial<Service<"S3">> = {
    id: "S3",
    signingName: one.signingName,
    protocol: restXml,
    endpoint: () => ({ url: one.url }),
  };
  const client = new Client(service as Service<"S3">, { region: one.region, credentials: one.credentials });
  const { bucket: Bucket, key: Key, fields, conditions, expiresIn } = one;
  const made = await createPresignedPost(client, { Bucket, Key, fields, conditions, expiresIn });
  const { policy, "x-amz-signature": signature, ...rest } = made.fields;
  return { url: made.url, fields: rest, text: policy, signature };
}

function cloudFront(one: CaseOf<"cloud-front">): Promise<string> {
  const { url, keyPairId, custom, resource, ipAddress } = one;
  const expiresAt = new Date(one.expiresAt);
  const startsAt = one.startsAt === undefined ? undefined : new Date(one.startsAt);
  const privateKey = (bytes: Uint8Array): Uint8Array => createHash("sha256").update(bytes).digest();
  if (!custom) return cloudFrontSignedUrl({ url, keyPairId, privateKey, expiresAt });
  const policy = cloudFrontPolicy({ resource, expiresAt, startsAt, ipAddress });
  return cloudFrontSignedUrl({ url, keyPairId, privateKey, policy });
}

/** Signs a case with Inia's signers. `Date.now()` has to be the time of the case. */
export async function signOurs(one: RandomCase): Promise<unknown> {
  const { credentials, region, expiresIn } = one;
  const context = contextOf(one);
  switch (one.kind) {
    case "sigv4-header": {
      const payloadHash = one.options.unsignedPayload && "UNSIGNED-PAYLOAD";
      const signed = await sigv4.sign(messageOf(one.request), credentials, { ...context, payloadHash });
      return signed.headers;
    }
    case "s3-header":
    case "express-header": {
      const signer = one.kind === "s3-header" ? sigv4 : s3Express;
      const request = messageOf(one.request);
      return (await signer.sign(request, credentials, s3Context(one, one.options, request))).headers;
    }
    case "sigv4-query":
      return urlOf(presignSigv4(messageOf(one.request), credentials, context).url);
    case "s3-query":
    case "express-query": {
      const unsigned = { ...context, rawPath: true, payloadHash: "UNSIGNED-PAYLOAD" };
      const request = messageOf(one.request);
      if (one.kind === "s3-query") return urlOf(presignSigv4(request, credentials, unsigned).url);
      const { version, tokenName } = s3Express.queryForm!;
      return urlOf(
        (await signInQuery(version, request, credentials, { ...unsigned, ...(tokenName && { tokenName }) }))
          .url,
      );
    }
    case "sigv2":
      return form(one);
    case "bearer":
      return (await bearer.sign(messageOf(one.request), { token: one.token }, context)).headers;
    case "post":
      return post(one);
    case "rds":
      return urlOf(await rdsAuthToken({ ...one, credentials, region, expiresIn: 900 }));
    case "dsql":
      return urlOf(await dsqlAuthToken({ ...one, credentials, region, expiresIn }));
    case "cloud-front":
      return cloudFront(one);
  }
}

// A request that reaches S3 in another region than the bucket's is answered with that region. The request is then sent once
// more, resolved and signed for it, and the client remembers the region for the bucket. Which answers say so is as botocore
// has it. `Location` is never followed: it would take the signature to a host that a response names.
import type { SdkError } from "../../errors/sdk-error.ts";
import { isServiceError } from "../../errors/service-error.ts";
import { decodeUtf8 } from "../../codecs/scalars/utf8.ts";
import { isValidHostLabel } from "../../endpoint/is-valid-host-label.ts";
import type { HttpResponse } from "../../http/messages.ts";
import type { Call } from "../../pipeline/call.ts";
import { resolveEndpoint } from "../../pipeline/resolve-endpoint.ts";
import { send } from "../../pipeline/send.ts";
import type { AnyOperation } from "../../shape/operation.ts";
import { createBucketCache, type BucketCache } from "./bucket-cache.ts";

const regions: BucketCache<string> = /* @__PURE__ */ createBucketCache(1000);

/** Regions that error responses have named. */
const named: WeakMap<Call, string> = /* @__PURE__ */ new WeakMap();

const header = "x-amz-bucket-region";

/** The operation as far as it is needed here: its answer names the region whether it is refused or not. */
const headBucket: AnyOperation = {
  name: "HeadBucket",
  http: "HEAD /",
  input: { structure: { Bucket: { shape: "string", uri: "Bucket" } } },
  endpointParameters: ({ Bucket }) => ({ Bucket }),
};

/** The region in which the call's bucket was found before. */
export function knownRegion({ client, input }: Call): string | undefined {
  return typeof input["Bucket"] === "string" ? regions.get(client, input["Bucket"]) : undefined;
}

/** Takes note of the region that an error response names, in a header or in its body. */
export function noteRegion(call: Call, { status, headers, body }: HttpResponse): void {
  if (status < 300 || status > 400 || !(body instanceof Uint8Array)) return;
  const region = headers[header] ?? /<Region>([^<]*)</.exec(decodeUtf8(body))?.[1];
  if (region !== undefined) named.set(call, region);
}

/** Sends the call to the region of its bucket when it went to another one. */
export async function redirect(call: Call, error: SdkError): Promise<boolean> {
  const { client, input } = call;
  const { settings } = client;
  const bucket = input["Bucket"];
  if (settings.endpoint !== undefined || typeof bucket !== "string" || bucket.startsWith("arn:"))
    return false;
  if (!isMisdirected(call, error)) return false;
  const region = named.get(call) ?? (await askForRegion(call, bucket));
  if (region === undefined || !isValidHostLabel(region) || /^\d+$/.test(region)) return false;
  settings.logger?.debug?.(`bucket ${bucket} is in ${region}`);
  regions.set(client, bucket, region);
  const { url, authScheme } = call;
  await resolveEndpoint(call);
  // An accelerated bucket has the same host everywhere.
  return call.url !== url || call.authScheme.signingRegion !== authScheme.signingRegion;
}

/** Answers to HEAD have no body, so that their status is all there is. */
function isMisdirected({ operation: { name } }: Call, error: SdkError): boolean {
  if (!isServiceError(error)) return false;
  const { code, statusCode } = error;
  return (
    [301, 302, 307].includes(statusCode) ||
    (statusCode === 400 && /^Head(Object|Bucket)$/.test(name)) ||
    /^(PermanentRedirect|AuthorizationHeaderMalformed)$/.test(code) ||
    (code === "IllegalLocationConstraintException" && name !== "CreateBucket")
  );
}

async function askForRegion(
  { client, operation, options }: Call,
  bucket: string,
): Promise<string | undefined> {
  if (operation.name === "HeadBucket") return undefined;
  const { signal } = options;
  const answer = await send(client, headBucket, { Bucket: bucket }, { signal }).catch(
    (error: unknown) => error,
  );
  return (answer as SdkError).$metadata?.headers[header];
}

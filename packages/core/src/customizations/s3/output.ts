import type { HttpResponse } from "../../http/messages.ts";
import type { Call } from "../../pipeline/call.ts";
import { streamsOutput } from "../../pipeline/streaming.ts";
import { autoEncoded } from "./input.ts";

const decoder: InstanceType<typeof TextDecoder> = /* @__PURE__ */ new TextDecoder();

/** Operations whose success always has a body. */
const neverEmpty: readonly string[] = ["CopyObject", "UploadPartCopy", "CompleteMultipartUpload"];

/** An error inside a 200 is an error: S3 begins some responses before it knows how they end. */
export function failHiddenErrors({ operation }: Call, response: HttpResponse): void {
  const { body, status } = response;
  if (status !== 200 || !(body instanceof Uint8Array) || streamsOutput(operation)) return;
  const failed =
    body.length === 0
      ? neverEmpty.includes(operation.name)
      : operation.output !== undefined &&
        /^\s*(<\?[^>]*>\s*)?<(\w+:)?Error[\s/>]/.test(decoder.decode(body.subarray(0, 512)));
  if (failed) response.status = 500;
}

/** Members of listings that S3 encodes when asked to. */
const encodedMembers: readonly string[] = [
  "Delimiter", "Marker", "NextMarker", "StartAfter", "Prefix", "KeyMarker", "NextKeyMarker",
]; // prettier-ignore

/** Decodes listings that were encoded on our own account, and reads the one response whose root is its only value. */
export function s3Output(
  call: Call,
  output: Record<string, unknown>,
  { body }: HttpResponse,
): Record<string, unknown> {
  if (autoEncoded.has(call) && output["EncodingType"] === "url") decodeListing(call.operation.name, output);
  if (call.operation.name === "GetBucketLocation" && body instanceof Uint8Array) {
    const location = /<LocationConstraint[^>]*>([^<]+)</.exec(decoder.decode(body))?.[1];
    if (location !== undefined) output["LocationConstraint"] = location;
  }
  return output;
}

function decode(value: string): string {
  return decodeURIComponent(value.replaceAll("+", " "));
}

function decodeListing(operation: string, output: Record<string, unknown>): void {
  for (const name of encodedMembers) {
    // ListObjects alone leaves its prefix as it came, as botocore does.
    if (name === "Prefix" && operation === "ListObjects") continue;
    if (typeof output[name] === "string") output[name] = decode(output[name]);
  }
  for (const list of ["Contents", "Versions", "DeleteMarkers", "CommonPrefixes"]) {
    for (const item of (output[list] ?? []) as { Key?: string; Prefix?: string }[]) {
      if (item.Key !== undefined) item.Key = decode(item.Key);
      if (item.Prefix !== undefined) item.Prefix = decode(item.Prefix);
    }
  }
}

import { encodeRfc3986 } from "../../signing/canonical-request.ts";
import type { Call } from "../../pipeline/call.ts";

const listings: readonly string[] = ["ListObjects", "ListObjectsV2", "ListObjectVersions"];

/** Calls that asked for URL-encoded keys on their own account, and decode them again. */
export const autoEncoded: WeakSet<Call> = /* @__PURE__ */ new WeakSet();

/** Adjusts S3 inputs: listings ask for encoded keys (XML cannot carry every key), copy sources are encoded, responses ask for checksums. */
export function s3Input(call: Call): Record<string, unknown> {
  const { operation, input, client } = call;
  const changes: Record<string, unknown> = {};
  if (listings.includes(operation.name) && input["EncodingType"] === undefined) {
    autoEncoded.add(call);
    changes["EncodingType"] = "url";
  }
  const source = input["CopySource"];
  if (source !== undefined) changes["CopySource"] = copySource(source);
  const mode = operation.checksum?.requestValidationModeMember;
  if (mode && input[mode] === undefined && client.settings.responseChecksumValidation === "when_supported") {
    changes[mode] = "ENABLED";
  }
  return Object.keys(changes).length === 0 ? input : { ...input, ...changes };
}

function encodePath(text: string): string {
  return encodeRfc3986(text).replaceAll("%2F", "/");
}

/** `bucket/key?versionId=…`, or its parts as an object, encoded as the header wants it. Anything else is left to validation. */
function copySource(source: unknown): unknown {
  if (typeof source === "string") {
    const at = source.lastIndexOf("?versionId=");
    return at === -1 ? encodePath(source) : encodePath(source.slice(0, at)) + source.slice(at);
  }
  const { Bucket, Key, VersionId } = source as Record<string, unknown>;
  if (typeof Bucket !== "string" || typeof Key !== "string") return source;
  const path = encodePath(Bucket.startsWith("arn:") ? `${Bucket}/object/${Key}` : `${Bucket}/${Key}`);
  return typeof VersionId === "string" ? `${path}?versionId=${VersionId}` : path;
}

import { encodeRfc3986 } from "../../codecs/scalars/percent-encoding.ts";
import { ValidationError } from "../../errors/errors.ts";
import type { Call } from "../../pipeline/call.ts";
import { encodeCustomerKeys } from "./customer-keys.ts";

const listings: readonly string[] = ["ListObjects", "ListObjectsV2", "ListObjectVersions"];

/** What can be a bucket: its name becomes part of a host or of a path. The endpoint ruleset looks at ARNs. */
const bucketName = /^(arn:|(?!\.\.?$)[\w.-]{1,255}$)/;

/** Calls that asked for URL-encoded keys on their own account, and decode them again. */
export const autoEncoded: WeakSet<Call> = /* @__PURE__ */ new WeakSet();

/** Checks buckets and adjusts inputs: listings ask for encoded keys (XML cannot carry every key), copy sources and keys of the customer are encoded, responses ask for checksums. */
export function s3Input(call: Call): Record<string, unknown> {
  const { operation, input, client } = call;
  const bucket = input["Bucket"];
  if (typeof bucket === "string" && !bucketName.test(bucket)) {
    const problem = `${JSON.stringify(bucket.slice(0, 256))} is neither the name of a bucket nor an ARN`;
    throw new ValidationError({ problems: [{ path: `${operation.name}.Bucket`, problem }] });
  }
  const changes: Record<string, unknown> = encodeCustomerKeys(input);
  if (listings.includes(operation.name) && input["EncodingType"] === undefined) {
    autoEncoded.add(call);
    changes["EncodingType"] = "url";
  }
  const source = input["CopySource"];
  if (source != null) changes["CopySource"] = copySource(source);
  const mode = operation.checksum?.requestValidationModeMember;
  if (mode && input[mode] === undefined && client.settings.responseChecksumValidation === "when_supported") {
    changes[mode] = "ENABLED";
  }
  return Object.keys(changes).length === 0 ? input : Object.assign({}, input, changes);
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

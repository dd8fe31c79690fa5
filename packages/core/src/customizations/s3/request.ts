import type { Call } from "../../pipeline/call.ts";

/**
 * Decides how S3 payloads are signed. Bytes are hashed; a stream over https goes unsigned, its integrity being TLS's and
 * the checksum's; `payloadSigningEnabled` decides otherwise.
 */
export function s3PayloadHash(call: Call): void {
  const { client, operation, body, url, draft } = call;
  const explicit = client.settings.s3.payloadSigningEnabled;
  const secure = url.startsWith("https:");
  const streaming = body !== undefined && body.bytes === undefined;
  if (call.payloadHash !== undefined) return;
  const checksummed = Object.keys(draft.headers).some((name) => name === "content-md5" || /^x-amz-checksum-(crc|sha)/.test(name));
  const sign = explicit ?? (operation.unsignedPayload !== true && !streaming && !(secure && checksummed && hasStreamingInput(call)));
  if (!sign || streaming) call.payloadHash = "UNSIGNED-PAYLOAD";
}

function hasStreamingInput({ draft }: Call): boolean {
  return typeof draft.body === "object" && !(draft.body instanceof Uint8Array);
}

/** CR and LF inside XML would be normalised away by the reader at the other end. */
const escaped: readonly string[] = ["DeleteObjects", "PutBucketLifecycleConfiguration"];

/** Writes line breaks inside the XML of two operations as character references. */
export function escapeLineBreaks(call: Call): void {
  if (escaped.includes(call.operation.name) && typeof call.draft.body === "string") {
    call.draft.body = call.draft.body.replaceAll("\r", "&#xD;").replaceAll("\n", "&#xA;");
  }
}

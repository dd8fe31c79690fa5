import type { Call } from "../../pipeline/call.ts";

const checksumHeader = /^(content-md5|x-amz-checksum-(crc|sha|xxhash).*)$/;

/**
 * Decides how S3 payloads are signed. Bytes are hashed, unless they travel over https with a checksum of their own; a stream
 * goes unsigned, its integrity being TLS's and the checksum's. `payloadSigningEnabled` decides otherwise for bytes.
 */
export function s3PayloadHash(call: Call): void {
  const { client, operation, draft, url } = call;
  if (call.payloadHash !== undefined || call.body === undefined) return;
  const checked =
    url.startsWith("https:") &&
    operation.streamInput !== undefined &&
    (operation.unsignedPayload === true ||
      Object.keys(draft.headers).some((name) => checksumHeader.test(name)));
  if (call.body.kind !== "bytes" || !(client.settings.s3.payloadSigningEnabled ?? !checked))
    call.payloadHash = "UNSIGNED-PAYLOAD";
}

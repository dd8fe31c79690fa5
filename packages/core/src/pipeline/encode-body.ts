import { openBytes } from "../http/bytes-body.ts";
import { readBody } from "../http/read-body.ts";
import { bounded } from "./bounded.ts";
import type { Call } from "./call.ts";
import { duplexOf } from "./streaming.ts";

/** Makes bytes, or a stream of them, of the request's body, and lets the service compress it or add checksums to it. */
export async function encodeBody(call: Call): Promise<void> {
  const { draft, client, operation } = call;
  const { service, settings } = client;
  const duplex = duplexOf(operation);
  const open = operation.streamInput ?? duplex?.openBody ?? openBytes;
  if (draft.body !== undefined) call.body = open(draft.body, draft.headers["content-length"]);
  const checksummed = operation.requestChecksum?.(call);
  if (checksummed) await checksummed;
  if (operation.copySource) await operation.copySource(call);
  for (const customization of service.customizations ?? []) {
    const changed = customization.request?.(call);
    if (changed) await changed;
  }
  if (operation.unsignedPayload && call.url.startsWith("https:")) call.payloadHash ??= "UNSIGNED-PAYLOAD";
  // Outside of S3 a signature covers the payload, so a stream is read before it is sent; events are signed one by one.
  const signed = call.payloadHash === undefined && call.authScheme.name !== "none" && !duplex;
  if (signed && call.body !== undefined && call.body.kind !== "bytes") {
    const stream = call.body;
    const content = stream.open();
    if (content instanceof Uint8Array) call.body = openBytes(content);
    else {
      const wait = bounded(call, readBody(content, settings.maxBodyBytes));
      const bytes = await wait.catch((error: unknown) => {
        stream.discard();
        throw error;
      });
      call.body = openBytes(bytes);
    }
  }
}

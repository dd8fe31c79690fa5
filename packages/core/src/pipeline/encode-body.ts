import { readBody } from "../http/read-body.ts";
import { openRequestBody } from "../http/request-body.ts";
import type { Call } from "./call.ts";
import { duplexOf } from "./streaming.ts";

/** Makes bytes, or a stream of them, of the request's body, and lets the service compress it or add checksums to it. */
export async function encodeBody(call: Call): Promise<void> {
  const { draft, client, operation } = call;
  const { service, settings } = client;
  if (draft.body !== undefined) call.body = openRequestBody(draft.body, draft.headers["content-length"]);
  for (const customization of service.customizations ?? []) {
    if (customization.request) await customization.request(call);
  }
  if (operation.unsignedPayload && call.url.startsWith("https:")) call.payloadHash ??= "UNSIGNED-PAYLOAD";
  // Outside of S3 a signature covers the payload, so a stream is read before it is sent; events are signed one by one.
  const signed = call.payloadHash === undefined && call.authScheme.name !== "none" && !duplexOf(operation);
  if (signed && call.body !== undefined && call.body.kind !== "bytes") {
    const content = call.body.open();
    const bytes = content instanceof Uint8Array ? content : await readBody(content, settings.maxBodyBytes);
    call.body = openRequestBody(bytes);
  }
}

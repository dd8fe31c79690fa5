import { openRequestBody } from "../http/request-body.ts";
import type { Call } from "./call.ts";

/** Makes bytes, or a stream of them, of the request's body, and lets the service add checksums to it. */
export async function encodeBody(call: Call): Promise<void> {
  const { draft, client } = call;
  if (draft.body !== undefined) call.body = openRequestBody(draft.body, draft.headers["content-length"]);
  for (const customization of client.service.customizations ?? []) {
    if (customization.request) await customization.request(call);
  }
}

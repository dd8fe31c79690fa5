import { openBytes } from "../http/bytes-body.ts";
import { readBody } from "../http/read-body.ts";
import type { RequestBody } from "../shape/streams.ts";
import { bounded } from "./bounded.ts";
import type { Call } from "./call.ts";
import { duplexOf } from "./streaming.ts";

/**
 * Makes bytes, or a stream of them, of the request's body, and lets the service compress it or add checksums to it. A promise
 * only where something takes its time.
 */
export function encodeBody(call: Call): Promise<void> | undefined {
  const { draft, client, operation } = call;
  const open = operation.streamInput ?? duplexOf(operation)?.openBody ?? openBytes;
  if (draft.body !== undefined) call.body = open(draft.body, draft.headers["content-length"]);
  const steps = [operation.requestChecksum, operation.copySource];
  for (const { request } of client.service.customizations ?? []) steps.push(request);
  return runFrom(call, steps, 0);
}

type Step = ((call: Call) => Promise<void> | void) | undefined;

function runFrom(call: Call, steps: readonly Step[], first: number): Promise<void> | undefined {
  for (let at = first; at < steps.length; at++) {
    const changed = steps[at]?.(call);
    if (changed) return changed.then(() => runFrom(call, steps, at + 1));
  }
  return makeSignable(call);
}

/** Outside of S3 a signature covers the payload, so a stream is read before it is sent; events are signed one by one. */
function makeSignable(call: Call): Promise<void> | undefined {
  const { client, operation, authScheme, body } = call;
  if (operation.unsignedPayload && call.url.startsWith("https:")) call.payloadHash ??= "UNSIGNED-PAYLOAD";
  const signed = call.payloadHash === undefined && authScheme.name !== "none" && !duplexOf(operation);
  if (!signed || body === undefined || body.kind === "bytes") return undefined;
  const content = body.open();
  if (!(content instanceof Uint8Array))
    return readWhole(call, body, readBody(content, client.settings.maxBodyBytes));
  call.body = openBytes(content);
  return undefined;
}

async function readWhole(call: Call, stream: RequestBody, reading: Promise<Uint8Array>): Promise<void> {
  try {
    call.body = openBytes(await bounded(call, reading));
  } catch (error) {
    stream.discard();
    throw error;
  }
}

import type { Transport } from "../http/messages.ts";

/** Bytes that a metadata service may answer with. */
const maxBytes = 65_536;

/** An answer of a metadata service. */
export interface MetadataResponse {
  readonly status: number;
  readonly text: string;
}

/**
 * Asks a metadata service: one attempt, `connect` and `read` bounded in milliseconds, at most 64 KiB. The transport
 * follows no redirect.
 */
export async function metadataRequest(
  transport: Transport,
  method: string,
  url: string,
  headers: Record<string, string>,
  connect: number,
  read: number,
): Promise<MetadataResponse> {
  const silence = { acquire: connect, headers: read, body: read, stream: read, upload: read, operation: 0 };
  const { status, body } = await transport.handle(
    { method, url, headers },
    { stream: false, maxBodyBytes: maxBytes, timeouts: { ...silence, connect, attempt: connect + read } },
  );
  const decoder = new TextDecoder();
  if (body instanceof Uint8Array) return { status, text: decoder.decode(body.subarray(0, maxBytes)) };
  let text = "";
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > maxBytes) break;
  }
  return { status, text: text + decoder.decode() };
}

import type { Transport } from "../http/messages.ts";
import { readBody } from "../http/read-body.ts";

/** Bytes that a metadata service may answer with. */
const maxBytes = 65_536;

/** An answer of a metadata service. */
export interface MetadataResponse {
  readonly status: number;
  readonly text: string;
}

/**
 * Asks a metadata service: one attempt, `connect` and `read` bounded in milliseconds, at most 64 KiB, through no proxy. The
 * transport follows no redirect.
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
    {
      stream: false,
      direct: true,
      maxBodyBytes: maxBytes,
      timeouts: { ...silence, connect, attempt: connect + read },
    },
  );
  return { status, text: new TextDecoder().decode(await readBody(body, maxBytes, true)) };
}

import { openBytes } from "../http/bytes-body.ts";
import type { Customization } from "../pipeline/service.ts";

/** Compresses bodies of operations that take gzip, from a size of `requestMinCompressionSizeBytes` on. */
export const requestCompression: Customization = {
  async request(call) {
    const { operation, body, draft, client } = call;
    const { disableRequestCompression, requestMinCompressionSizeBytes } = client.settings;
    if (disableRequestCompression || body?.kind !== "bytes" || !operation.compression?.includes("gzip"))
      return;
    if (body.length! < requestMinCompressionSizeBytes) return;
    const content = new Blob([body.open() as Uint8Array<ArrayBuffer>]).stream();
    const compressed = new Response(content.pipeThrough(new CompressionStream("gzip")));
    call.body = openBytes(await compressed.arrayBuffer());
    const coding = draft.headers["content-encoding"];
    draft.headers["content-encoding"] = coding === undefined ? "gzip" : `${coding},gzip`;
  },
};

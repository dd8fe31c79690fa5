import type { Asked } from "./answers.ts";

/** A request, read to its end. */
export interface ReadRequest extends Asked {
  /** Asked for checksums of the object. */
  readonly wantsChecksum: boolean;
}

/** What is asked of who serves a connection. */
export interface RequestHandler {
  onRequest(request: ReadRequest): void;
  /** The client waits for `100 Continue` before it sends its body. */
  onExpect(): void;
}

/** Bytes of a body that are kept; the rest is counted and dropped. */
const kept = 65_536;

/**
 * Reads requests off a connection. It knows as much of HTTP/1.1 as clients use and nothing more, so that the stub costs less than
 * any client: lengths, chunks, one request after another.
 */
export class RequestReader {
  #handler: RequestHandler;
  #rest: Buffer = Buffer.alloc(0);
  #request: Omit<ReadRequest, "body"> | undefined;
  #chunked = false;
  /** Bytes of the body, or of the chunk, that are still to come; -1 where a chunk's size is to come. */
  #left = 0;
  #body = "";

  constructor(handler: RequestHandler) {
    this.#handler = handler;
  }

  /** Takes what came over the connection. */
  write(chunk: Buffer): void {
    let data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (data.length > 0) {
      const taken = this.#request === undefined ? this.#readHead(data) : this.#readBody(data);
      if (taken === 0) break;
      data = data.subarray(taken);
    }
    this.#rest = data;
  }

  #readHead(data: Buffer): number {
    const end = data.indexOf("\r\n\r\n");
    if (end === -1) return 0;
    const head = data.toString("latin1", 0, end);
    const lower = head.toLowerCase();
    const valueOf = (name: string): string | undefined => {
      const at = lower.indexOf(`\r\n${name}:`);
      if (at === -1) return undefined;
      const from = at + name.length + 3;
      const to = head.indexOf("\r\n", from);
      return head.slice(from, to === -1 ? undefined : to).trim();
    };
    const space = head.indexOf(" ");
    this.#request = {
      method: head.slice(0, space),
      path: head.slice(space + 1, head.indexOf(" ", space + 1)),
      target: valueOf("x-amz-target"),
      wantsChecksum: valueOf("x-amz-checksum-mode") !== undefined,
    };
    this.#body = "";
    this.#chunked = valueOf("transfer-encoding")?.toLowerCase() === "chunked";
    this.#left = this.#chunked ? -1 : Number(valueOf("content-length") ?? 0);
    if (valueOf("expect") !== undefined) this.#handler.onExpect();
    if (this.#left === 0) this.#finish();
    return end + 4;
  }

  #readBody(data: Buffer): number {
    if (this.#left === -1) return this.#readChunkSize(data);
    const taken = Math.min(this.#left, data.length);
    if (this.#body.length < kept) this.#body += data.toString("latin1", 0, taken);
    this.#left -= taken;
    if (this.#left === 0) {
      if (this.#chunked) this.#left = -1;
      else this.#finish();
    }
    return taken;
  }

  /** The line before a chunk, together with the line end after the one before; the chunk of size 0 ends the body. */
  #readChunkSize(data: Buffer): number {
    const start = data[0] === 13 ? 2 : 0;
    const end = data.indexOf("\r\n", start);
    if (end === -1) return 0;
    const size = parseInt(data.toString("latin1", start, end), 16);
    if (size > 0) {
      this.#left = size;
      return end + 2;
    }
    if (data.length < end + 4) return 0;
    this.#finish();
    return end + 4;
  }

  #finish(): void {
    const request = { ...this.#request!, body: this.#body };
    this.#request = undefined;
    this.#handler.onRequest(request);
  }
}

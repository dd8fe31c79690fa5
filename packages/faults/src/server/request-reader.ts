/** A request as a server received it. */
export interface ReceivedRequest {
  /** Request line and headers, as sent. */
  readonly head: string;
  readonly method: string;
  readonly path: string;
  /** Names in lower case; the last of several wins. */
  readonly headers: Readonly<Record<string, string>>;
  /** Body without the framing of HTTP; that of `aws-chunked` is in it. */
  readonly body: Buffer;
}

/** Cuts the bytes of a connection into requests. It trusts the client: what it tests is how that takes answers. */
export class RequestReader {
  #buffer: Buffer = Buffer.alloc(0);
  #head: Omit<ReceivedRequest, "body"> | undefined;
  readonly #onHead: ((head: Omit<ReceivedRequest, "body">) => void) | undefined;

  constructor(onHead?: (head: Omit<ReceivedRequest, "body">) => void) {
    this.#onHead = onHead;
  }

  push(chunk: Buffer): void {
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
  }

  /** The next whole request, if it is there. */
  next(): ReceivedRequest | undefined {
    if (this.#head === undefined) {
      const end = this.#buffer.indexOf("\r\n\r\n");
      if (end < 0) return undefined;
      this.#head = parseHead(this.#buffer.subarray(0, end).toString("latin1"));
      this.#buffer = this.#buffer.subarray(end + 4);
      this.#onHead?.(this.#head);
    }
    const body = this.#takeBody(this.#head.headers);
    if (body === undefined) return undefined;
    const request = { ...this.#head, body };
    this.#head = undefined;
    return request;
  }

  #takeBody(headers: Readonly<Record<string, string>>): Buffer | undefined {
    if (/chunked/i.test(headers["transfer-encoding"] ?? "")) return this.#takeChunks();
    const length = Number(headers["content-length"] ?? 0);
    if (this.#buffer.length < length) return undefined;
    const body = this.#buffer.subarray(0, length);
    this.#buffer = this.#buffer.subarray(length);
    return body;
  }

  #takeChunks(): Buffer | undefined {
    const parts: Buffer[] = [];
    for (let at = 0; ;) {
      const line = this.#buffer.indexOf("\r\n", at);
      if (line < 0) return undefined;
      const size = Number.parseInt(this.#buffer.subarray(at, line).toString("latin1"), 16);
      const end = line + 2 + size + 2;
      if (this.#buffer.length < end) return undefined;
      parts.push(this.#buffer.subarray(line + 2, line + 2 + size));
      at = end;
      if (size > 0) continue;
      this.#buffer = this.#buffer.subarray(at);
      return Buffer.concat(parts);
    }
  }
}

function parseHead(head: string): Omit<ReceivedRequest, "body"> {
  const [line = "", ...rest] = head.split("\r\n");
  const [method = "", path = ""] = line.split(" ");
  const headers: Record<string, string> = Object.create(null);
  for (const header of rest) {
    const colon = header.indexOf(":");
    headers[header.slice(0, colon).toLowerCase()] = header.slice(colon + 1).trim();
  }
  return { head, method, path, headers };
}

import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** SHA-256, in hexadecimal digits, of what an upload carries, without the framing of `aws-chunked`. */
export async function hashUpload(request: IncomingMessage): Promise<string> {
  const hash = createHash("sha256");
  const chunked = (request.headers["content-encoding"] ?? "").includes("aws-chunked");
  const take = chunked ? dechunk((bytes) => hash.update(bytes)) : (bytes: Buffer) => void hash.update(bytes);
  for await (const bytes of request as AsyncIterable<Buffer>) take(bytes);
  return hash.digest("hex");
}

/** Takes `aws-chunked` bytes as they come and gives what they frame: `size[;extension]CRLF data CRLF …`, then trailers. */
function dechunk(give: (bytes: Buffer) => void): (bytes: Buffer) => void {
  let line = "";
  let left = 0;
  let skip = 0;
  let ended = false;
  return (bytes) => {
    for (let at = 0; at < bytes.length && !ended;) {
      if (left > 0) {
        const data = bytes.subarray(at, at + left);
        give(data);
        at += data.length;
        left -= data.length;
        if (left === 0) skip = 2;
      } else if (skip > 0) {
        skip--;
        at++;
      } else {
        const end = bytes.indexOf(10, at);
        line += bytes.toString("latin1", at, end < 0 ? bytes.length : end);
        at = end < 0 ? bytes.length : end + 1;
        if (end < 0) continue;
        left = Number.parseInt(line, 16);
        ended = left === 0;
        line = "";
      }
    }
  };
}

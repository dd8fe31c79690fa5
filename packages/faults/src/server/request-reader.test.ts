import { describe, expect, it } from "vitest";
import { RequestReader } from "./request-reader.ts";

const sent = [
  "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody",
  "PUT /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
  "GET /c HTTP/1.1\r\n\r\n",
].join("");

describe("RequestReader", () => {
  it.each([1, 7, 1_000])("cuts requests out of chunks of %i bytes", (size) => {
    const heads: string[] = [];
    const reader = new RequestReader(({ path }) => heads.push(path));
    const found: string[] = [];
    for (let at = 0; at < sent.length; at += size) {
      reader.push(Buffer.from(sent.slice(at, at + size)));
      for (let request = reader.next(); request; request = reader.next())
        found.push(`${request.method} ${request.path} ${request.body}`);
    }
    expect(found).toEqual(["POST /a body", "PUT /b abcde", "GET /c "]);
    expect(heads).toEqual(["/a", "/b", "/c"]);
  });
});

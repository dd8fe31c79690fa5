import { expect, test } from "vitest";
import { RequestReader, type ReadRequest } from "./request-reader.ts";

function read(...pieces: string[]): { requests: ReadRequest[]; expected: number } {
  const requests: ReadRequest[] = [];
  let expected = 0;
  const reader = new RequestReader({
    onRequest: (request) => requests.push(request),
    onExpect: () => expected++,
  });
  for (const piece of pieces) reader.write(Buffer.from(piece));
  return { requests, expected };
}

const post = "POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: A.B\r\nContent-Length: 5\r\n\r\nhello";

test("a body of known length", () => {
  const { requests } = read(post);
  expect(requests).toEqual([
    { method: "POST", path: "/", target: "A.B", wantsChecksum: false, body: "hello" },
  ]);
});

test("a request in single bytes, and the next one right behind it", () => {
  const { requests } = read(...post, "GET /a?b HTTP/1.1\r\nx-amz-checksum-mode: ENABLED\r\n\r\n");
  expect(requests.map(({ method, body }) => method + body)).toEqual(["POSThello", "GET"]);
  expect(requests[1]).toMatchObject({ path: "/a?b", wantsChecksum: true });
});

test("chunks, wherever they are cut", () => {
  const text =
    "PUT /k HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0b\r\nhello world\r\n0\r\n\r\n";
  for (const pieces of [[text], [...text], text.match(/[^]{1,7}/g)!]) {
    const { requests } = read(...pieces, post);
    expect(requests.map(({ body }) => body)).toEqual(["abchello world", "hello"]);
  }
});

test("a client that waits for leave to send its body", () => {
  const head = "PUT / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
  expect(read(head)).toEqual({ requests: [], expected: 1 });
  expect(read(head, "ok").requests).toHaveLength(1);
});

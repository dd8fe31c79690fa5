import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { RunKit } from "./kit.ts";
import { atFirst, raw, whole } from "./replies.ts";

const kit = new RunKit();
afterEach(() => kit.close());

/** What a connection hears after it said something. */
function hear(port: number, words: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(words));
    socket.on("data", (chunk) => (heard += chunk.toString()));
    socket.on("close", () => resolve(heard)).on("error", reject);
  });
}

describe("a fault server", () => {
  it("plays its steps, the fault first, and counts", async () => {
    const server = await kit.serve(atFirst(raw("half", 5, "FIN"), whole("right", "connection: close\r\n")));
    expect(await hear(server.port, "GET / HTTP/1.1\r\n\r\n")).toBe("half");
    const second = hear(server.port, "POST /a HTTP/1.1\r\ncontent-length: 2\r\n\r\nhi");
    while (server.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    for (const socket of server.sockets) socket.end();
    expect(await second).toMatch(
      /^HTTP\/1\.1 200 OK\r\ncontent-length: 5\r\nconnection: close\r\n\r\nright$/,
    );
    expect(server.requests[1]).toMatchObject({
      method: "POST",
      path: "/a",
      headers: { "content-length": "2" },
    });
    expect([kit.requests, kit.connections]).toEqual([2, 2]);
  });

  it("does not take up what it is told not to, and sees it end", async () => {
    const server = await kit.serve(() => undefined, { onConnect: () => false });
    const socket = connect(server.port, "127.0.0.1", () => socket.end("GET / HTTP/1.1\r\n\r\n"));
    await new Promise((resolve) => socket.on("close", resolve).resume());
    while (kit.open > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(server.requests).toEqual([]);
    expect(server.connections).toBe(1);
  });
});

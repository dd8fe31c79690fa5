import { connect, createServer as createTcpServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { describe, expect, it, vi } from "vitest";
import { TimeoutError, TlsError, TransportError } from "../errors/errors.ts";
import { certificates } from "./certificates.fixture.ts";
import { answer, quick } from "./fault-server.fixture.ts";
import type { Transport } from "./messages.ts";
import { begin, failure, get, listen, open, text } from "./node-transport.fixture.ts";

describe("TLS", () => {
  const secure = async (cert: string, options = {}): Promise<{ url: string; bytes: () => number }> => {
    let bytes = 0;
    const server = createTlsServer({ cert, key: certificates.key, ...options }, (socket) => {
      socket.on("data", (chunk) => {
        bytes += chunk.length;
        answer(socket, "secure");
      });
      socket.on("error", () => socket.destroy());
    });
    return { url: `https://localhost:${await open(server)}/`, bytes: () => bytes };
  };
  const trusting = (): Transport => begin({ proxy: false, ca: certificates.authority });
  const patient = { timeouts: { ...quick, connect: 3_000 } };

  it("speaks to a server whose authority is trusted, and keeps the connection", async () => {
    const { url } = await secure(certificates.good);
    const transport = trusting();
    for (let i = 0; i < 3; i++) expect(text(await get(transport, url, patient))).toBe("secure");
  });

  it.each([
    ["unknown authority", "good", "UNABLE_TO_VERIFY_LEAF_SIGNATURE", false],
    ["expired certificate", "expired", "CERT_HAS_EXPIRED", true],
    ["certificate for another host", "wrongName", "ERR_TLS_CERT_ALTNAME_INVALID", true],
  ] as const)("A7: %s", async (_, name, code, trusted) => {
    const { url, bytes } = await secure(certificates[name]);
    const error = await failure(get(trusted ? trusting() : begin(), url, patient));
    expect(error).toBeInstanceOf(TlsError);
    expect(error).toMatchObject({ code, retryable: false });
    expect(error.message).toContain("localhost:");
    expect(bytes()).toBe(0);
  });

  it("A6: a handshake that is never answered", async () => {
    const port = await open(createTcpServer());
    const error = await failure(get(begin(), `https://127.0.0.1:${port}/`));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error.phase).toBe("connect");
  });

  it("A8: a handshake that is cut", async () => {
    const port = await open(
      createTcpServer((socket) => void socket.once("data", () => socket.resetAndDestroy())),
    );
    const error = await failure(get(begin(), `https://127.0.0.1:${port}/`, patient));
    expect(error).toBeInstanceOf(TransportError);
    expect(error).not.toBeInstanceOf(TlsError);
    expect(error.retryable).toBe(true);
  });

  it("A8: nothing newer than TLS 1.1", async () => {
    const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT:@SECLEVEL=0" };
    const { url } = await secure(certificates.good, old);
    expect(await failure(get(trusting(), url, patient))).toBeInstanceOf(TlsError);
  });

  it("A8: plain HTTP on a port of https", async () => {
    const server = await listen(
      (socket) => answer(socket),
      (socket) => void socket.write("HTTP/1.1 400 Bad\r\n\r\n"),
    );
    expect(await failure(get(begin(), `https://127.0.0.1:${server.port}/`, patient))).toBeInstanceOf(
      TlsError,
    );
  });

  describe("through a proxy", () => {
    const proxyServer = async (
      reply: (socket: Socket, head: string) => void,
    ): Promise<{ url: string; heads: string[] }> => {
      const heads: string[] = [];
      const server = createTcpServer((socket) => {
        socket.once("data", (chunk) => {
          heads.push(chunk.toString());
          reply(socket, chunk.toString());
        });
      });
      return { url: `http://user:p%40ss@127.0.0.1:${await open(server)}`, heads };
    };
    const tunnel = (socket: Socket, head: string): void => {
      const port = Number(/^CONNECT \S+:(\d+)/.exec(head)![1]);
      const target = connect(port, "127.0.0.1", () => socket.write("HTTP/1.1 200 OK\r\n\r\n"));
      target.on("error", () => socket.destroy());
      socket.pipe(target).pipe(socket);
    };

    it("makes a tunnel for https, with the proxy's credentials", async () => {
      const { url } = await secure(certificates.good);
      const proxy = await proxyServer(tunnel);
      const transport = begin({ proxy: proxy.url, ca: certificates.authority });
      for (let i = 0; i < 2; i++) expect(text(await get(transport, url, patient))).toBe("secure");
      expect(proxy.heads).toHaveLength(1);
      const authorization = `Basic ${Buffer.from("user:p@ss").toString("base64")}`;
      expect(proxy.heads[0]).toContain(`Proxy-Authorization: ${authorization}\r\n`);
    });

    it("A10: still verifies the target", async () => {
      const { url, bytes } = await secure(certificates.wrongName);
      const proxy = await proxyServer(tunnel);
      const transport = begin({ proxy: proxy.url, ca: certificates.authority });
      expect(await failure(get(transport, url, patient))).toBeInstanceOf(TlsError);
      expect(bytes()).toBe(0);
    });

    it.each([407, 502])("A9: the proxy answers %i", async (status) => {
      const proxy = await proxyServer((socket) => answer(socket, "no", "", `${status} No`));
      const error = await failure(get(begin({ proxy: proxy.url }), "https://localhost:1/", patient));
      expect(error).toBeInstanceOf(TransportError);
      expect(error).toMatchObject({ code: `PROXY_${status}`, retryable: status !== 407 });
      expect(`${error.stack}${JSON.stringify(error)}${error.cause}`).not.toMatch(/p@ss|p%40ss|user:/);
    });

    it("A9: the proxy says nothing, or nonsense", async () => {
      const silent = await proxyServer(() => undefined);
      const error = await failure(get(begin({ proxy: silent.url }), "https://localhost:1/"));
      expect(error).toMatchObject({ phase: "connect" });
      const wrong = await proxyServer((socket) => void socket.write("what?\r\n\r\n"));
      expect(await failure(get(begin({ proxy: wrong.url }), "https://localhost:1/", patient))).toBeInstanceOf(
        TransportError,
      );
    });

    it("sends http requests to the proxy itself, as the environment says", async () => {
      const proxy = await listen((socket) => answer(socket, "proxied"));
      const direct = await listen((socket) => answer(socket, "direct"));
      vi.stubEnv("http_proxy", `http://u:p@127.0.0.1:${proxy.port}`);
      vi.stubEnv("no_proxy", `localhost, .internal, 127.0.0.1:${direct.port}`);
      const transport = begin({});
      expect(text(await get(transport, direct.url + "/"))).toBe("direct");
      expect(text(await get(transport, "http://some.host/a//b?c"))).toBe("proxied");
      expect(proxy.requests[0]).toMatch(/^GET http:\/\/some\.host\/a\/\/b\?c HTTP/);
      expect(proxy.requests[0]).toContain("proxy-authorization: Basic dTpw");
    });
  });
});

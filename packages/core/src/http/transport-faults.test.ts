import type { Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { AbortError, IntegrityError, TimeoutError, TransportError } from "../errors/errors.ts";
import {
  answer,
  callOptions,
  quick,
  startFaultServer,
  until,
  type FaultServer,
  type Reply,
} from "./fault-server.fixture.ts";
import { createFetchTransport } from "./fetch-transport.ts";
import type { HttpResponse, Transport, TransportOptions } from "./messages.ts";
import { createNodeTransport } from "./node-transport.ts";
import { createUndiciTransport } from "./undici-transport.ts";

const transports = {
  node: () => createNodeTransport({ proxy: false }),
  undici: () => createUndiciTransport({ connectTimeout: 250 }),
  fetch: () => createFetchTransport(),
};

describe.each(Object.keys(transports) as (keyof typeof transports)[])("%s transport", (name) => {
  const cleanup: (() => unknown)[] = [];
  afterEach(async () => {
    for (const step of cleanup.splice(0)) await step();
  });

  const begin = (): Transport => {
    const transport = transports[name]();
    cleanup.push(() => transport.destroy!());
    return transport;
  };
  const listen = async (reply: Reply, onConnect?: (socket: Socket) => void): Promise<FaultServer> => {
    const server = await startFaultServer(reply, onConnect);
    cleanup.push(() => server.close());
    return server;
  };
  /** One GET to a server that does as told. */
  const get = async (
    reply: Reply,
    options: Partial<TransportOptions> = {},
    method = "GET",
  ): Promise<HttpResponse> => {
    const server = await listen(reply);
    return begin().handle({ method, url: `${server.url}/a?b=c`, headers: { x: "1" } }, callOptions(options));
  };
  const raw =
    (...parts: (string | "FIN" | "RST")[]): Reply =>
    async (socket) => {
      for (const part of parts) {
        if (part === "FIN") socket.end();
        else if (part === "RST") socket.resetAndDestroy();
        else socket.write(part);
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
    };
  const failure = async (call: Promise<unknown>): Promise<any> => {
    const outcome = await call.then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    expect(outcome).toHaveProperty("error");
    return (outcome as { error: unknown }).error;
  };
  const text = async ({ body }: HttpResponse): Promise<string> => {
    const parts: Uint8Array[] = [];
    for await (const part of body instanceof Uint8Array ? [body] : body) parts.push(part);
    return Buffer.concat(parts).toString();
  };

  it("sends the request as it is and hands a small body over whole", async () => {
    const server = await listen((socket, { body }) => answer(socket, `got ${body}`, "x-a: 1\r\nX-A: 2\r\n"));
    const request = {
      method: "POST",
      url: `${server.url}/a%2Fb//c?x=%20y&z`,
      headers: { "content-type": "text/x", "content-length": "4" },
      body: new TextEncoder().encode("body"),
    };
    const response = await begin().handle(request, callOptions());
    expect(response.status).toBe(200);
    expect(response.headers["x-a"]).toBe("1, 2");
    expect(response.body).toBeInstanceOf(Uint8Array);
    expect(await text(response)).toBe("got body");
    expect(server.requests[0]).toMatch(/^POST \/a%2Fb\/\/c\?x=%20y&z HTTP\/1\.1\r\n/);
    expect(server.requests[0]).toMatch(new RegExp(`\r\nhost: 127.0.0.1:${server.port}`, "i"));
  });

  it("keeps connections", async () => {
    const server = await listen((socket) => answer(socket));
    const transport = begin();
    for (let i = 0; i < 5; i++)
      await transport.handle({ method: "GET", url: server.url, headers: {} }, callOptions());
    // undici opens a second one when the first is not yet marked as free.
    expect(server.connections).toBeLessThanOrEqual(name === "node" ? 1 : 2);
  });

  it("A1: connection refused", async () => {
    const server = await startFaultServer(() => undefined);
    await server.close();
    const error = await failure(
      begin().handle({ method: "GET", url: server.url + "/", headers: {} }, callOptions()),
    );
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ code: "ECONNREFUSED", retryable: true });
    expect(error.message).toBe(`could not connect to 127.0.0.1:${server.port} (ECONNREFUSED)`);
    expect(error.cause).toBeInstanceOf(Error);
  });

  it("A2: unknown host", async () => {
    const call = begin().handle(
      { method: "GET", url: "http://nowhere.invalid/", headers: {} },
      callOptions({ timeouts: { ...quick, connect: 3000, headers: 3000 } }),
    );
    const error = await failure(call);
    expect(error).toBeInstanceOf(TransportError);
    expect(error.code).toMatch(/ENOTFOUND|EAI_AGAIN/);
  });

  it.each([["RST"], ["FIN"]])("A4, A5: accept, then %s", async (end) => {
    const error = await failure(get(raw(end)));
    expect(error).toBeInstanceOf(TransportError);
    expect(error.retryable).toBe(true);
  });

  it("B1: no answer", async () => {
    const error = await failure(get(() => undefined));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ phase: "headers", limitMs: 250, retryable: true });
  });

  it("B2: a head that drips", async () => {
    const drip: Reply = (socket) => {
      const bytes = [..."HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"];
      const timer = setInterval(
        () => (bytes.length > 0 ? socket.write(bytes.shift()!) : clearInterval(timer)),
        30,
      );
      socket.on("close", () => clearInterval(timer));
    };
    expect(await failure(get(drip))).toMatchObject({ phase: "headers" });
  });

  it.each([["garbage\r\n\r\n"], ["<html>hello</html>"]])("B3: %j is not HTTP", async (line) => {
    const error = await failure(get(raw(line, "FIN")));
    expect(error).toBeInstanceOf(TransportError);
    expect(error.retryable).toBe(true);
  });

  it.each([
    ["1 MB of header", `x: ${"a".repeat(1_000_000)}\r\n`],
    ["5,000 headers", "ab: cdefgh\r\n".repeat(5_000)],
  ])("B4: %s", async (_, headers) => {
    if (name === "fetch") return; // fetch has its own limits
    const error = await failure(get((socket) => answer(socket, "", headers)));
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ code: "HEADERS_OVERFLOW", retryable: false });
  });

  it.each([
    ["B5: two lengths", "content-length: 2\r\ncontent-length: 3\r\n"],
    ["B6: length and chunks", "content-length: 2\r\ntransfer-encoding: chunked\r\n"],
    ["B7: negative length", "content-length: -1\r\n"],
    ["B7: huge length", "content-length: 18446744073709551616\r\n"],
    ["B7: wordy length", "content-length: abc\r\n"],
  ])("%s", async (_, headers) => {
    const error = await failure(get(raw(`HTTP/1.1 200 OK\r\n${headers}\r\n2\r\nok\r\n0\r\n\r\n`, "FIN")));
    expect(error.retryable).toBe(true);
    const types = name === "node" ? [IntegrityError] : [IntegrityError, TransportError];
    expect(types.some((type) => error instanceof type)).toBe(true);
  });

  it("B8: informational responses", async () => {
    const hints = "HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n".repeat(1_000);
    const call = get((socket) => {
      socket.write(`HTTP/1.1 102 Processing\r\n\r\n${hints}`);
      answer(socket, "yes");
    });
    expect(await text(await call)).toBe("yes");
  });

  it("B9: a response that nobody asked for", async () => {
    const server = await listen((socket, { n }) => {
      answer(socket, `right ${n}`);
      setTimeout(() => socket.destroyed || answer(socket, "wrong"), 10);
    });
    const transport = begin();
    for (let n = 1; n <= 4; n++) {
      const response = await transport.handle(
        { method: "GET", url: server.url + "/", headers: {} },
        callOptions(),
      );
      expect(await text(response)).toBe(`right ${n}`);
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  });

  it("C1: a short body, then FIN", async () => {
    const error = await failure(get(raw("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nshort", "FIN")));
    expect(error).toBeInstanceOf(IntegrityError);
    expect(error).toMatchObject({ reason: "truncated", retryable: true });
  });

  it("C2: RST in the body", async () => {
    const error = await failure(get(raw("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nshort", "RST")));
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ code: "ECONNRESET", retryable: true });
  });

  it.each([["5\r\nhello\r\n"], ["5\r\nhel"]])("C3: chunks that end after %j", async (body) => {
    const error = await failure(
      get(raw(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${body}`, "FIN")),
    );
    expect(error).toBeInstanceOf(IntegrityError);
    expect(error.retryable).toBe(true);
  });

  it("C4: a chunk size that is none", async () => {
    const error = await failure(
      get(raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n")),
    );
    expect(error instanceof TransportError || error instanceof IntegrityError).toBe(true);
    expect(error.retryable).toBe(true);
  });

  it("C5: a body that is delimited by closing", async () => {
    expect(await text(await get(raw("HTTP/1.1 200 OK\r\n\r\nhalf", "FIN")))).toBe("half");
  });

  it("C6: more than content-length, and the connection is not used again", async () => {
    const server = await listen(
      (socket) => void socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok+more"),
    );
    const transport = begin();
    for (let i = 1; i <= 2; i++) {
      const call = transport.handle({ method: "GET", url: server.url + "/", headers: {} }, callOptions());
      const outcome = await call.then(text, (error) => `retryable ${error.retryable}`);
      expect(name === "node" ? ["ok"] : ["ok", "retryable true"]).toContain(outcome);
      expect(server.connections).toBe(i);
    }
  });

  it("C7: a stall in a body that is read whole", async () => {
    const error = await failure(get(raw("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nshort")));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ phase: "body", limitMs: 250 });
  });

  it("C8: a stall in a stream counts only while the consumer waits", async () => {
    const timeouts = { ...quick, stream: 150 };
    const response = await get(raw("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nshort"), {
      stream: true,
      timeouts,
    });
    const iterator = (response.body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(Buffer.from((await iterator.next()).value!).toString()).toBe("short");
    await new Promise((resolve) => setTimeout(resolve, 300));
    const from = performance.now();
    const error = await failure(iterator.next());
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ phase: "body", limitMs: 150 });
    expect(performance.now() - from).toBeGreaterThan(100);
  });

  it.each([["FIN"], ["RST"]])("C9: a stream that is cut by %s", async (end) => {
    const response = await get(raw("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nshort", end), {
      stream: true,
    });
    const seen: string[] = [];
    const read = async (): Promise<void> => {
      for await (const chunk of response.body as AsyncIterable<Uint8Array>)
        seen.push(Buffer.from(chunk).toString());
    };
    expect(await failure(read())).toBeInstanceOf(end === "FIN" ? IntegrityError : TransportError);
    expect(seen.join("")).toMatch(/^(short)?$/);
  });

  it("C10: a body that drips", async () => {
    const drip: Reply = async (socket) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n");
      for (const byte of "drips") {
        await new Promise((resolve) => setTimeout(resolve, 100));
        socket.write(byte);
      }
    };
    expect(await text(await get(drip))).toBe("drips");
  });

  it("C11: an endless body", async () => {
    const pour: Reply = (socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      const more = (): void => {
        while (!socket.destroyed && socket.write(Buffer.alloc(65_536)));
      };
      socket.on("drain", more);
      more();
    };
    const error = await failure(get(pour, { maxBodyBytes: 1_000_000 }));
    expect(error).toBeInstanceOf(IntegrityError);
    expect(error).toMatchObject({ reason: "too-large", retryable: false });
  });

  it("reads a megabyte of an error and throws the rest away", async () => {
    const response = await get(
      (socket) =>
        void socket.write(`HTTP/1.1 500 No\r\ncontent-length: 3000000\r\n\r\n${"x".repeat(3_000_000)}`),
      { stream: true },
    );
    expect(response.status).toBe(500);
    expect((response.body as Uint8Array).length).toBe(1_048_576);
  });

  it.each([
    ["HEAD", "200 OK"],
    ["GET", "204 No Content"],
    ["GET", "304 Not Modified"],
  ])("C12: %s %s has no body whatever its headers say", async (method, status) => {
    const length = status.startsWith("204") ? "" : "content-length: 5\r\n";
    const response = await get(raw(`HTTP/1.1 ${status}\r\n${length}\r\n`), {}, method);
    expect(response.status).toBe(Number(status.slice(0, 3)));
    expect(await text(response)).toBe("");
  });

  it.each([301, 302, 307, 308])("D15: %i is not followed", async (status) => {
    const other = await listen((socket) => answer(socket));
    const response = await get((socket) =>
      answer(socket, "", `location: ${other.url}/\r\n`, `${status} Moved`),
    );
    expect(response.status).toBe(status);
    expect(other.connections).toBe(0);
  });

  it("streams with back-pressure", async () => {
    let sent = 0;
    const pour: Reply = (socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      const more = (): void => {
        do sent += 65_536;
        while (!socket.destroyed && socket.write(Buffer.alloc(65_536)));
      };
      socket.on("drain", more);
      more();
    };
    const { body } = await get(pour, { stream: true });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(sent).toBeLessThan(20_000_000);
    for await (const _ of body as AsyncIterable<Uint8Array>) break;
  });

  it("frees the connection of a stream that is dropped, read or not", async () => {
    const server = await listen(
      (socket) => void socket.write(`HTTP/1.1 200 OK\r\n\r\n${"x".repeat(200_000)}`),
    );
    const transport = begin();
    for (const read of [true, false]) {
      const request = { method: "GET", url: server.url + "/", headers: {} };
      const { body } = await transport.handle(request, callOptions({ stream: true }));
      const iterator = (body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
      if (read) await iterator.next();
      await iterator.return!();
      expect(await iterator.next()).toEqual({ done: true, value: undefined });
      await until(() => server.sockets.size === 0);
    }
  });

  it.each(["before", "headers", "body", "stream"])("I1: abort in phase %s", async (phase) => {
    const server = await listen((socket) => {
      if (phase === "body" || phase === "stream")
        socket.write("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx");
    });
    const controller = new AbortController();
    const reason = new Error("enough");
    if (phase === "before") controller.abort(reason);
    const from = performance.now();
    setTimeout(() => controller.abort(reason), 60);
    const options = callOptions({ signal: controller.signal, stream: phase === "stream" });
    const call = begin().handle({ method: "GET", url: server.url + "/", headers: {} }, options);
    const error = await failure(phase === "stream" ? call.then(text) : call);
    expect(error).toBeInstanceOf(AbortError);
    expect(error.cause).toBe(reason);
    expect(performance.now() - from).toBeLessThan(200);
    await until(() => server.sockets.size === 0);
  });

  it("I5: destroy settles what is in flight", async () => {
    const server = await listen(() => undefined);
    const transport = begin();
    const options = callOptions({ timeouts: { ...quick, headers: 0, acquire: 0 } });
    const calls = Array.from({ length: 60 }, () =>
      failure(transport.handle({ method: "GET", url: server.url + "/", headers: {} }, options)),
    );
    await until(() => server.requests.length >= 50);
    transport.destroy!();
    for (const error of await Promise.all(calls))
      expect(error).toMatchObject({ code: "DESTROYED", retryable: false });
    await until(() => server.sockets.size === 0);
  });

  it("bounds the attempt as a whole", async () => {
    const drip: Reply = (socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      const timer = setInterval(() => socket.write("x"), 20);
      socket.on("close", () => clearInterval(timer));
    };
    const error = await failure(get(drip, { timeouts: { ...quick, attempt: 150 } }));
    expect(error).toMatchObject({ phase: "attempt", limitMs: 150, retryable: true });
  });

  it("streams a request body", async () => {
    let seen = "";
    const server = await startFaultServer(
      () => undefined,
      (socket) => {
        socket.on("data", (chunk) => {
          seen += chunk.toString();
          if (seen.includes("\r\n0\r\n\r\n")) answer(socket, "done");
        });
      },
    );
    cleanup.push(() => server.close());
    async function* body(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode("hello ");
      await new Promise((resolve) => setTimeout(resolve, 10));
      yield new TextEncoder().encode("world");
    }
    const request = { method: "PUT", url: server.url + "/", headers: {}, body: body() };
    expect(await text(await begin().handle(request, callOptions()))).toBe("done");
    expect(seen).toContain("\r\n\r\n6\r\nhello \r\n5\r\nworld\r\n0\r\n\r\n");
  });

  it("I3: a source that fails ends the call and its connection", async () => {
    const server = await listen(() => undefined);
    async function* body(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(10);
      throw new IntegrityError({ what: "the source", reason: "test" });
    }
    const request = {
      method: "PUT",
      url: server.url + "/",
      headers: { "content-length": "20" },
      body: body(),
    };
    const error = await failure(begin().handle(request, callOptions()));
    expect(error).toBeInstanceOf(IntegrityError);
    await until(() => server.sockets.size === 0);
  });
});

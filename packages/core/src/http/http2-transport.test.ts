import { afterEach, describe, expect, it } from "vitest";
import { AbortError, IntegrityError, TlsError, TransportError } from "../errors/errors.ts";
import { certificates } from "./certificates.fixture.ts";
import { callOptions, startFaultServer, until } from "./fault-server.fixture.ts";
import { createFetchTransport } from "./fetch-transport.ts";
import { Pushed, startHttp2Server, type Http2TestServer, type StreamReply } from "./http2-server.fixture.ts";
import { createHttp2Transport as refuse } from "./http2-web.ts";
import { createHttp2Transport, type Http2TransportOptions } from "./http2-transport.ts";
import type { HttpRequest, HttpResponse, Transport, TransportOptions } from "./messages.ts";
import { createNodeTransport } from "./node-transport.ts";
import { createUndiciTransport } from "./undici-transport.ts";

const cleanup: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanup.splice(0)) await step();
});

const begin = (options: Http2TransportOptions = {}): Transport => {
  const transport = createHttp2Transport({ proxy: false, ca: certificates.authority, ...options });
  cleanup.push(() => transport.destroy!());
  return transport;
};
const listen = async (...parts: Parameters<typeof startHttp2Server>): Promise<Http2TestServer> => {
  const server = await startHttp2Server(...parts);
  cleanup.push(() => server.close());
  return server;
};
const post = (
  transport: Transport,
  url: string,
  body?: HttpRequest["body"],
  options: Partial<TransportOptions> = {},
): Promise<HttpResponse> =>
  transport.handle(
    { method: "POST", url, headers: { "transfer-encoding": "chunked", a: "b" }, ...(body && { body }) },
    callOptions({ stream: true, ...options }),
  );
const reader = ({ body }: HttpResponse): AsyncIterator<Uint8Array> =>
  (body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
const textOf = async ({ body }: HttpResponse): Promise<string> => {
  const parts: Uint8Array[] = [];
  for await (const part of body instanceof Uint8Array ? [body] : body) parts.push(part);
  return Buffer.concat(parts).toString();
};
const failure = (call: Promise<unknown>): Promise<any> =>
  call.then(
    () => expect.unreachable(),
    (error) => error,
  );
/** Sends back whatever comes. */
const echo: StreamReply = (stream) => {
  stream.respond({ ":status": 200, "x-a": ["1", "2"] });
  stream.pipe(stream);
};

describe.each([false, true])("HTTP/2, TLS: %s", (secure) => {
  it("answers while the request is written", async () => {
    const server = await listen(echo, { secure });
    const source = new Pushed();
    const response = await post(begin(), `${server.url}/a%2Fb//c?x=%20y`, source);
    expect(response).toMatchObject({ status: 200, headers: { "x-a": "1, 2" } });
    const body = reader(response);
    for (const word of ["one", "two", "three"]) {
      source.push(word);
      expect(Buffer.from((await body.next()).value as Uint8Array).toString()).toBe(word);
    }
    source.end();
    expect(await body.next()).toEqual({ done: true, value: undefined });
    expect(server.requests).toMatchObject([
      {
        ":method": "POST",
        ":path": "/a%2Fb//c?x=%20y",
        ":scheme": secure ? "https" : "http",
        ":authority": server.url.slice(server.url.indexOf("//") + 2),
        a: "b",
      },
    ]);
    expect(server.requests[0]).not.toHaveProperty("transfer-encoding");
    await until(() => server.sockets.size === 0);
  });

  it("shares a connection between streams and closes it with the last", async () => {
    const server = await listen(echo, { secure });
    const transport = begin();
    const sources = Array.from({ length: 10 }, () => new Pushed());
    const responses = await Promise.all(sources.map((source) => post(transport, server.url, source)));
    expect(server.sessions).toHaveLength(1);
    for (const source of sources) source.push("x").end();
    expect(await Promise.all(responses.map(textOf))).toEqual(Array(10).fill("x"));
    await until(() => server.sockets.size === 0);
    expect(await textOf(await post(transport, server.url, new TextEncoder().encode("again")))).toBe("again");
    expect(server.sessions).toHaveLength(2);
  });
});

describe("HTTP/2", () => {
  it("gives the socket free when the consumer stops, also while both sides wait", async () => {
    const server = await listen(echo);
    const source = new Pushed().push("x");
    const body = reader(await post(begin(), server.url, source));
    await body.next();
    const pending = body.next();
    await body.return!();
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(source.returned).toBe(1);
    await until(() => server.sockets.size === 0);
  });

  it("gives the source up when the response ends first", async () => {
    const server = await listen((stream) => {
      stream.respond({ ":status": 200 });
      stream.end("enough");
    });
    const source = new Pushed().push("x");
    expect(await textOf(await post(begin(), server.url, source))).toBe("enough");
    expect(source.returned).toBe(1);
    await until(() => server.sockets.size === 0);
  });

  it("reads an error's body whole, cut, and gives the source up", async () => {
    const server = await listen((stream) => {
      stream.respond({ ":status": 400 });
      stream.end(Buffer.alloc(2_000_000, "e"));
    });
    const source = new Pushed().push("x");
    const response = await post(begin(), server.url, source);
    expect(response.status).toBe(400);
    expect(response.body).toHaveLength(1_048_576);
    expect(source.returned).toBe(1);
    await until(() => server.sockets.size === 0);
  });

  it("hands bodies over whole where nobody streams, up to the bound", async () => {
    const server = await listen((stream) => {
      stream.respond({ ":status": 200 });
      stream.end("abc");
    });
    const transport = begin();
    expect((await post(transport, server.url, undefined, { stream: false })).body).toEqual(
      new TextEncoder().encode("abc"),
    );
    const tooLong = await failure(post(transport, server.url, undefined, { stream: false, maxBodyBytes: 2 }));
    expect(tooLong).toMatchObject({ name: "IntegrityError", reason: "too-large" });
  });

  it("holds both sides back", async () => {
    let received = 0;
    let answer: (() => void) | undefined;
    const server = await listen((stream) => {
      stream.respond({ ":status": 200 });
      stream.pause();
      stream.on("data", (chunk: Buffer) => (received += chunk.length));
      stream.on("end", () => {
        let left = 200;
        const send = (): void => {
          while (left > 0) {
            left--;
            if (!stream.write(Buffer.alloc(65_536, 1))) return void stream.once("drain", send);
          }
          stream.end();
        };
        send();
      });
      answer = () => stream.resume();
    });
    let made = 0;
    async function* source(): AsyncGenerator<Uint8Array> {
      for (; made < 200; made++) yield new Uint8Array(65_536);
    }
    const response = await post(begin(), server.url, source(), {
      timeouts: { ...callOptions().timeouts, upload: 5_000 },
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(made).toBeLessThan(10);
    answer!();
    let size = 0;
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) size += chunk.length;
    expect(received).toBe(200 * 65_536);
    expect(size).toBe(200 * 65_536);
  });

  it("lets other streams of the connection go on while one is not read", async () => {
    const server = await listen((stream) => {
      stream.respond({ ":status": 200 });
      stream.end(Buffer.alloc(400_000, 1));
    });
    const transport = begin();
    const idle = await Promise.all(
      Array.from({ length: 8 }, () => post(transport, server.url, new Pushed())),
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await textOf(await post(transport, server.url, new Pushed()))).length).toBe(400_000);
    for (const response of idle) expect((await textOf(response)).length).toBe(400_000);
    expect(server.sessions).toHaveLength(1);
  });

  it("ends with the source's own failure", async () => {
    const server = await listen(echo);
    let fail!: () => void;
    const failing = new Promise<void>((resolve) => (fail = resolve));
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode("x");
      await failing;
      throw new IntegrityError({ what: "mine", reason: "framing" });
    }
    const body = reader(await post(begin(), server.url, broken()));
    await body.next();
    fail();
    await expect(body.next()).rejects.toMatchObject({ message: "mine" });
    await until(() => server.sockets.size === 0);
  });

  it.each(["before it began", "while connecting", "before the head", "within the body"])(
    "is aborted %s",
    async (when) => {
      const controller = new AbortController();
      if (when === "before it began") controller.abort("why");
      const server = await listen((stream) => {
        if (when === "before the head") setTimeout(() => controller.abort("why"), 10);
        else stream.respond({ ":status": 200 });
      });
      const source = new Pushed().push("x");
      const { signal } = controller;
      const call = post(begin(), server.url, source, { signal });
      if (when === "while connecting") controller.abort("why");
      let error: unknown;
      if (when === "within the body") {
        const next = reader(await call).next();
        controller.abort("why");
        error = await failure(next);
      } else error = await failure(call);
      expect(error).toBeInstanceOf(AbortError);
      expect(error).toMatchObject({ cause: "why" });
      await until(() => server.sockets.size === 0);
    },
  );

  it("settles what is in flight when destroyed", async () => {
    const server = await listen(() => undefined);
    const transport = begin();
    const calls = Array.from({ length: 5 }, () => failure(post(transport, server.url, new Pushed())));
    await until(() => server.requests.length === 5);
    transport.destroy!();
    for (const error of await Promise.all(calls)) expect(error).toMatchObject({ code: "DESTROYED" });
    await until(() => server.sockets.size === 0);
  });

  it("tells what keeps it from connecting", async () => {
    const refused = await failure(post(begin(), "http://127.0.0.1:1/"));
    expect(refused).toBeInstanceOf(TransportError);
    expect(refused).toMatchObject({ code: "ECONNREFUSED", retryable: true });
    const secure = await listen(echo, { secure: true });
    expect(await failure(post(begin({ ca: "" }), secure.url))).toBeInstanceOf(TlsError);
    expect(secure.requests).toHaveLength(0);
    const old = await startFaultServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    cleanup.push(() => old.close());
    expect(await failure(post(begin(), old.url))).toMatchObject({ code: "NO_HTTP2", retryable: false });
    expect(await failure(post(begin({ proxy: "http://127.0.0.1:1" }), old.url))).toMatchObject({
      name: "ConfigError",
    });
    await until(() => old.sockets.size === 0 && secure.sockets.size === 0);
  });

  it("refuses what would break the framing", async () => {
    const server = await listen(echo);
    const headers = { "x-a": "1\r\nx-b: 2" };
    const call = begin().handle({ method: "GET", url: server.url, headers }, callOptions());
    expect(await failure(call)).toMatchObject({ name: "TransportError", retryable: false });
    await until(() => server.sockets.size === 0);
  });
});

describe("transports of HTTP/1.1", () => {
  it.each([
    ["node", () => createNodeTransport({ proxy: false })],
    ["undici", () => createUndiciTransport()],
    ["fetch", () => createFetchTransport()],
  ])("pass a request for both directions on, and end it with them: %s", async (_, create) => {
    const server = await listen(echo);
    const transport = create();
    const source = new Pushed().push("x");
    const body = reader(await post(transport, server.url, source, { duplex: createHttp2Transport }));
    expect(Buffer.from((await body.next()).value as Uint8Array).toString()).toBe("x");
    transport.destroy!();
    await expect(body.next()).rejects.toMatchObject({ code: "DESTROYED" });
    await until(() => server.sockets.size === 0);
  });

  it("refuse one where there is none that can", async () => {
    const call = post(createFetchTransport(), "http://127.0.0.1:1/", new Pushed(), { duplex: refuse });
    expect(await failure(call)).toMatchObject({ name: "ConfigError" });
  });
});

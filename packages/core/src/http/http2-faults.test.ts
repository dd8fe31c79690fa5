import type { ServerHttp2Stream } from "node:http2";
import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { IntegrityError, TimeoutError, TransportError } from "../errors/errors.ts";
import { callOptions, quick, until } from "./fault-server.fixture.ts";
import { Pushed, startHttp2Server, type Http2TestServer, type StreamReply } from "./http2-server.fixture.ts";
import { createHttp2Transport } from "./http2-transport.ts";
import type { HttpResponse, Transport, TransportOptions } from "./messages.ts";
import {
  frames,
  startRawHttp2Server,
  type Frame,
  type RawHttp2Server,
  type Speaker,
} from "./raw-http2.fixture.ts";

const cleanup: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanup.splice(0)) await step();
});

const begin = (): Transport => {
  const transport = createHttp2Transport({ proxy: false });
  cleanup.push(() => transport.destroy!());
  return transport;
};
const listen = async (...parts: Parameters<typeof startHttp2Server>): Promise<Http2TestServer> => {
  const server = await startHttp2Server(...parts);
  cleanup.push(() => server.close());
  return server;
};
const raw = async (reply: (say: Speaker, frame: Frame) => void): Promise<RawHttp2Server> => {
  const server = await startRawHttp2Server(reply);
  cleanup.push(() => server.close());
  return server;
};
/** Sends the body of each stream back; does something else with the streams that `fault` says true for. */
const echoBut =
  (fault: (say: Speaker, frame: Frame) => boolean) =>
  (say: Speaker, frame: Frame): void => {
    const { type, flags, stream, payload } = frame;
    if (fault(say, frame)) return;
    if (type === frames.headers) say.ok(stream);
    else if (type === frames.data) say.frame(frames.data, flags & 1, stream, payload);
    else if (type === frames.ping && flags === 0) say.frame(frames.ping, 1, 0, payload);
  };
const post = (
  transport: Transport,
  url: string,
  body: AsyncIterable<Uint8Array> = new Pushed().push("x").end(),
  options: Partial<TransportOptions> = {},
): Promise<HttpResponse> =>
  transport.handle({ method: "POST", url, headers: {}, body }, callOptions({ stream: true, ...options }));
const textOf = async ({ body }: HttpResponse): Promise<string> => {
  const parts: Uint8Array[] = [];
  for await (const part of body as AsyncIterable<Uint8Array>) parts.push(part);
  return Buffer.concat(parts).toString();
};
const failure = (call: Promise<unknown>): Promise<any> =>
  call.then(
    () => expect.unreachable(),
    (error) => error,
  );
const answer = (stream: ServerHttp2Stream): void => {
  stream.respond({ ":status": 200 });
  stream.pipe(stream);
};
/** Does something else with the first stream, and answers the others. */
const first =
  (fault: (stream: ServerHttp2Stream) => void): StreamReply =>
  (stream, n) =>
    n === 1 ? fault(stream) : answer(stream);

describe("GOAWAY (H1, H2)", () => {
  it("before the stream: it is sent again, whole, on another connection", async () => {
    const server = await raw(
      echoBut((say, { type, connection }) => {
        if (connection === 1 && type === frames.headers) say.goaway(0, 0);
        return connection === 1;
      }),
    );
    const source = new Pushed().push("a", "b");
    const response = await post(begin(), server.url, source);
    source.push("c").end();
    expect(await textOf(response)).toBe("abc");
    expect(server.opened).toBe(2);
    await until(() => server.sockets.size === 0);
  });

  it("after the stream: it goes on, and new ones go elsewhere", async () => {
    const server = await listen((stream, n) => {
      if (n === 1) stream.session!.goaway(0, stream.id!);
      answer(stream);
    });
    const transport = begin();
    const source = new Pushed().push("a");
    const response = await post(transport, server.url, source);
    expect(await textOf(await post(transport, server.url))).toBe("x");
    expect(server.sessions).toHaveLength(2);
    source.push("b").end();
    expect(await textOf(response)).toBe("ab");
    await until(() => server.sockets.size === 0);
  });

  it.each([
    [0, "HTTP2_REFUSED_STREAM"],
    [11, "HTTP2_ENHANCE_YOUR_CALM"],
  ])("with code %i, each time: sent again once, then an error", async (code, name) => {
    const server = await raw((say, { type }) => {
      if (type === frames.headers) say.goaway(0, code);
    });
    const source = new Pushed().push("a");
    const error = await failure(post(begin(), server.url, source));
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ code: name, retryable: true });
    expect(server.opened).toBe(2);
    expect(source.returned).toBe(1);
    await until(() => server.sockets.size === 0);
  });

  it("after the stream, and angry: an error, nothing is sent again", async () => {
    const server = await raw((say, { type }) => {
      if (type === frames.headers) say.goaway(1, 11);
    });
    expect(await failure(post(begin(), server.url))).toMatchObject({ code: "HTTP2_ENHANCE_YOUR_CALM" });
    expect(server.opened).toBe(1);
  });

  it("on each connection before any stream: another connection once, then an error", async () => {
    let connections = 0;
    const server = await raw((say, { type, connection }) => {
      connections = connection;
      if (type === frames.settings) say.goaway(0, 0);
    });
    const errors = await Promise.all([
      failure(post(begin(), server.url)),
      failure(post(begin(), server.url)),
    ]);
    for (const error of errors) expect(error).toBeInstanceOf(TransportError);
    expect(connections).toBeLessThanOrEqual(4);
    await until(() => server.sockets.size === 0);
  });
});

describe("RST_STREAM (H3, H4)", () => {
  it("REFUSED_STREAM: sent again, whole", async () => {
    const server = await listen(first((stream) => stream.close(7)));
    const source = new Pushed().push("a", "b");
    const response = await post(begin(), server.url, source);
    source.push("c").end();
    expect(await textOf(response)).toBe("abc");
    expect(source.returned).toBe(0);
  });

  it("REFUSED_STREAM each time: an error after the second", async () => {
    const server = await listen((stream) => stream.close(7));
    expect(await failure(post(begin(), server.url))).toMatchObject({
      code: "HTTP2_REFUSED_STREAM",
      retryable: true,
    });
    expect(server.requests).toHaveLength(2);
    await until(() => server.sockets.size === 0);
  });

  it("REFUSED_STREAM after more than can be kept: an error", async () => {
    const server = await listen((stream) => {
      let size = 0;
      stream.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > 150_000) stream.close(7);
      });
    });
    const source = new Pushed().push(...Array<string>(4).fill("x".repeat(60_000)));
    expect(await failure(post(begin(), server.url, source))).toMatchObject({ code: "HTTP2_REFUSED_STREAM" });
    expect(server.requests).toHaveLength(1);
    expect(source.returned).toBe(1);
  });

  it.each([
    [8, "HTTP2_CANCEL"],
    [2, "HTTP2_INTERNAL_ERROR"],
  ])("with code %i before the head: an error worth a retry", async (code, name) => {
    const server = await listen((stream) => stream.close(code));
    const source = new Pushed().push("x");
    const error = await failure(post(begin(), server.url, source));
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ code: name, retryable: true });
    expect(source.returned).toBe(1);
    await until(() => server.sockets.size === 0);
  });

  it.each([8, 2])("with code %i after the head: the stream fails", async (code) => {
    const server = await raw((say, { type, stream }) => {
      if (type !== frames.headers) return;
      say.ok(stream);
      say.frame(frames.data, 0, stream, [1, 2, 3]);
      setTimeout(() => say.reset(stream, code), 20);
    });
    const source = new Pushed().push("x");
    const error = await failure(textOf(await post(begin(), server.url, source)));
    expect(error).toBeInstanceOf(IntegrityError);
    expect(error).toMatchObject({ reason: "truncated" });
    expect(source.returned).toBe(1);
    await until(() => server.sockets.size === 0);
  });

  it("with NO_ERROR after the response: it asks for no more of the request", async () => {
    const server = await raw((say, { type, stream }) => {
      if (type !== frames.headers) return;
      say.ok(stream);
      say.frame(frames.data, 1, stream, [0x6f, 0x6b]);
      say.reset(stream, 0);
    });
    const source = new Pushed().push("x");
    expect(await textOf(await post(begin(), server.url, source))).toBe("ok");
    expect(source.returned).toBe(1);
    await until(() => server.sockets.size === 0);
  });
});

describe("silence (H5, H7)", () => {
  it("with no answer to a ping, before the head: a timeout", async () => {
    const pings: number[] = [];
    const server = await raw((_, { type, stream }) => type === frames.ping && pings.push(stream));
    const source = new Pushed();
    const start = performance.now();
    const error = await failure(post(begin(), server.url, source));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ phase: "headers", limitMs: quick.headers });
    expect(performance.now() - start).toBeGreaterThan(quick.headers - 20);
    expect(pings).toEqual([0]);
    expect(source.returned).toBe(1);
    await until(() => server.sockets.size === 0);
  });

  it("with no answer to a ping, within the response: a timeout", async () => {
    const server = await raw((say, { type, stream }) => type === frames.headers && say.ok(stream));
    const transport = begin();
    const responses = await Promise.all([1, 2].map(() => post(transport, server.url, new Pushed())));
    for (const error of await Promise.all(responses.map((response) => failure(textOf(response))))) {
      expect(error).toMatchObject({ name: "TimeoutError", phase: "body", limitMs: quick.stream });
    }
    await until(() => server.sockets.size === 0);
  });

  it("with answers to pings: a conversation may pause", async () => {
    const server = await listen(answer);
    const source = new Pushed();
    const response = await post(begin(), server.url, source, { timeouts: { ...quick, stream: 40 } });
    const text = textOf(response);
    await new Promise((resolve) => setTimeout(resolve, 250));
    source.push("still there").end();
    expect(await text).toBe("still there");
  });

  it("after the request is complete: a timeout, pings or not", async () => {
    const server = await listen((stream) => stream.respond({ ":status": 200 }));
    const error = await failure(textOf(await post(begin(), server.url)));
    expect(error).toMatchObject({ name: "TimeoutError", phase: "body", limitMs: quick.stream });
    const deaf = await listen(() => undefined);
    expect(await failure(post(begin(), deaf.url))).toMatchObject({
      phase: "headers",
      limitMs: quick.headers,
    });
    await until(() => server.sockets.size === 0 && deaf.sockets.size === 0);
  });

  it("with a window that never opens: a timeout of the upload", async () => {
    const server = await listen((stream) => stream.respond({ ":status": 200 }), {
      settings: { initialWindowSize: 0 },
    });
    const source = new Pushed().push("x");
    const error = await failure(textOf(await post(begin(), server.url, source)));
    expect(error).toMatchObject({ name: "TimeoutError", phase: "upload", limitMs: quick.upload });
    expect(source.returned).toBe(1);
    await until(() => server.sockets.size === 0);
  });

  it("of a server that accepts and says nothing: a timeout of the connection", async () => {
    const server = createServer((socket) => socket.on("error", () => socket.destroy()).resume());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    cleanup.push(() => server.close());
    const { port } = server.address() as { port: number };
    const error = await failure(post(begin(), `http://127.0.0.1:${port}`));
    expect(error).toMatchObject({ name: "TimeoutError", phase: "connect", limitMs: quick.connect });
  });
});

describe("limits and losses (H6, H8)", () => {
  it("one stream at a time, 20 calls: all are answered", async () => {
    const server = await listen(answer, { settings: { maxConcurrentStreams: 1 } });
    const transport = begin();
    const timeouts = { ...quick, acquire: 5_000, connect: 5_000 };
    const calls = Array.from({ length: 20 }, (_, n) =>
      post(transport, server.url, new Pushed().push(`call ${n}`).end(), { timeouts }).then(textOf),
    );
    expect(await Promise.all(calls)).toEqual(Array.from({ length: 20 }, (_, n) => `call ${n}`));
    expect(server.busiest).toBe(1);
    await until(() => server.sockets.size === 0);
  });

  it("one stream at a time on one connection: calls wait, but not for ever", async () => {
    const server = await listen((stream) => void setTimeout(() => answer(stream), 20), {
      settings: { maxConcurrentStreams: 1 },
    });
    const transport = createHttp2Transport({ proxy: false, maxConnections: 1 });
    cleanup.push(() => transport.destroy!());
    const calls = Array.from({ length: 3 }, () => post(transport, server.url).then(textOf));
    expect(await Promise.all(calls)).toEqual(["x", "x", "x"]);
    expect(server.busiest).toBe(1);
    const [, second] = [post(transport, server.url, new Pushed()), failure(post(transport, server.url))];
    expect(await second).toMatchObject({ name: "TimeoutError", phase: "acquire" });
  });

  it("no stream at all: a timeout", async () => {
    const server = await listen(answer, { settings: { maxConcurrentStreams: 0 } });
    const error = await failure(post(begin(), server.url));
    expect(error).toBeInstanceOf(TimeoutError);
    await until(() => server.sockets.size === 0);
  });

  it("the connection is lost under 20 streams: 20 typed errors", async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => void unhandled.push(error);
    process.on("unhandledRejection", note);
    cleanup.push(() => process.off("unhandledRejection", note));
    const server = await listen((stream, n) => {
      if (n <= 10) stream.respond({ ":status": 200 });
    });
    const transport = begin();
    const sources = Array.from({ length: 20 }, () => new Pushed().push("x"));
    const calls = sources.map((source) => failure(post(transport, server.url, source).then(textOf)));
    await until(() => server.requests.length === 20);
    expect(server.sessions).toHaveLength(1);
    for (const socket of server.sockets) socket.resetAndDestroy();
    const errors = await Promise.all(calls);
    expect(errors.filter((error) => error instanceof IntegrityError)).toHaveLength(10);
    const lost = errors.filter((error) => error instanceof TransportError);
    expect(lost).toHaveLength(10);
    for (const error of lost) expect(error).toMatchObject({ code: "ECONNRESET", retryable: true });
    expect(sources.map(({ returned }) => returned)).toEqual(Array(20).fill(1));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(unhandled).toEqual([]);
  });
});

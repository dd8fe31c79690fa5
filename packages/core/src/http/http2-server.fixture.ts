import {
  createSecureServer,
  createServer,
  type Http2Server,
  type ServerHttp2Session,
  type ServerHttp2Stream,
  type Settings,
} from "node:http2";
import type { AddressInfo, Socket } from "node:net";
import { certificates } from "./certificates.fixture.ts";

/** A loopback server that speaks HTTP/2, for tests. */
export interface Http2TestServer {
  readonly url: string;
  /** Connections, in the order they came. */
  readonly sessions: ServerHttp2Session[];
  /** Heads of the requests, in the order they came. */
  readonly requests: Record<string, unknown>[];
  /** Connections that are open now. */
  readonly sockets: Set<Socket>;
  /** Most streams that were open at a time on one connection. */
  busiest: number;
  close(): Promise<void>;
}

/** What a server does with a stream; `n` counts from 1. */
export type StreamReply = (stream: ServerHttp2Stream, n: number, headers: Record<string, unknown>) => void;

/** Starts a server: over TLS, which asks for HTTP/2 in the handshake, or in clear, from the first byte. */
export async function startHttp2Server(
  reply: StreamReply,
  { secure = false, settings }: { secure?: boolean; settings?: Settings } = {},
): Promise<Http2TestServer> {
  const { key, good: cert } = certificates;
  const server: Http2Server = secure
    ? createSecureServer({ key, cert, ...(settings && { settings }) })
    : createServer({ ...(settings && { settings }) });
  const sockets = new Set<Socket>();
  const track = (socket: Socket): void => {
    sockets.add(socket.on("error", () => socket.destroy()));
    socket.on("close", () => sockets.delete(socket));
  };
  server.on("connection", track);
  const result: Http2TestServer = {
    url: "",
    sessions: [],
    requests: [],
    sockets,
    busiest: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const session of result.sessions) session.destroy();
        for (const socket of sockets) socket.destroy();
      }),
  };
  server.on("session", (session) => {
    result.sessions.push(session.on("error", () => session.destroy()));
    let streams = 0;
    session.on("stream", (stream) => {
      result.busiest = Math.max(result.busiest, ++streams);
      stream.on("close", () => streams--);
    });
  });
  server.on("stream", (stream, headers) => {
    stream.on("error", () => undefined);
    result.requests.push(headers);
    reply(stream, result.requests.length, headers);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(result, { url: `${secure ? "https" : "http"}://127.0.0.1:${port}` });
}

/** A source of chunks that are pushed into it; it knows whether it was given up. */
export class Pushed implements AsyncIterableIterator<Uint8Array> {
  returned = 0;
  taken = 0;
  readonly #chunks: Uint8Array[] = [];
  #ended = false;
  #wake: (() => void) | undefined;

  push(...texts: string[]): this {
    for (const text of texts) this.#chunks.push(new TextEncoder().encode(text));
    this.#wake?.();
    return this;
  }

  end(): this {
    this.#ended = true;
    this.#wake?.();
    return this;
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    for (;;) {
      const value = this.#chunks.shift();
      if (value) {
        this.taken++;
        return { done: false, value };
      }
      if (this.#ended) return { done: true, value: undefined };
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async return(): Promise<IteratorResult<Uint8Array, undefined>> {
    this.returned++;
    this.end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

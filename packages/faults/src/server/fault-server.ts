import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { RequestReader, type ReceivedRequest } from "./request-reader.ts";

/** A request to a {@link FaultServer}. */
export interface Exchange {
  readonly socket: Socket;
  readonly request: ReceivedRequest;
  /** Number of the request at this server, from 1. */
  readonly n: number;
}

/** What a server does with a request: it writes bytes. */
export type Reply = (exchange: Exchange) => void | Promise<void>;

/** How a {@link FaultServer} listens. */
export interface ServeOptions {
  /** Speaks TLS. */
  readonly tls?: TlsOptions;
  /** Sees connections before any byte, of TLS too. Returning `false` keeps the server from taking them up. */
  onConnect?(socket: Socket, n: number): boolean | void;
  /** Sees the heads of requests whose bodies are still on their way. */
  onHead?(socket: Socket, head: Omit<ReceivedRequest, "body">, n: number): boolean | void;
}

/** A loopback server that speaks in raw bytes, so that it can do what no real one does. */
export interface FaultServer {
  /** `http://127.0.0.1:…` or, with TLS, `https://localhost:…`. */
  readonly url: string;
  readonly port: number;
  /** Whole requests, in the order they came. */
  readonly requests: ReceivedRequest[];
  /** When they came: milliseconds of `performance.now()`. */
  readonly times: number[];
  /** Heads of requests, whole or not. */
  heads: number;
  /** Connections accepted so far. */
  connections: number;
  /** Bytes received, after TLS. */
  bytes: number;
  /** Connections that are open now. */
  readonly sockets: Set<Socket>;
  close(): Promise<void>;
}

/** Starts a server. */
export async function startFaultServer(reply: Reply, options: ServeOptions = {}): Promise<FaultServer> {
  const { tls, onConnect } = options;
  const sockets = new Set<Socket>();
  const accept = (socket: Socket): void =>
    listen(
      socket.on("error", () => socket.destroy()),
      reply,
      options,
      result,
    );
  const secure = tls && createTlsServer(tls, accept).on("tlsClientError", () => undefined);
  const server: Server = createServer((socket) => {
    result.connections++;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => socket.destroy());
    // What is not taken up is read all the same: nobody notices the end of a connection otherwise.
    if (onConnect?.(socket, result.connections) === false) return void socket.resume();
    if (secure) secure.emit("connection", socket);
    else accept(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const result: FaultServer = {
    url: tls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`,
    port,
    requests: [],
    times: [],
    heads: 0,
    connections: 0,
    bytes: 0,
    sockets,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return result;
}

function listen(socket: Socket, reply: Reply, { onHead }: ServeOptions, server: FaultServer): void {
  const reader = new RequestReader((head) => {
    server.heads++;
    const answered = onHead?.(socket, head, server.heads) === true;
    if (!answered && /100-continue/i.test(head.headers["expect"] ?? ""))
      socket.write("HTTP/1.1 100 Continue\r\n\r\n");
  });
  socket.on("data", (chunk) => {
    server.bytes += chunk.length;
    reader.push(chunk);
    for (let request = reader.next(); request; request = reader.next()) {
      server.requests.push(request);
      server.times.push(performance.now());
      void reply({ socket, request, n: server.requests.length });
    }
  });
}

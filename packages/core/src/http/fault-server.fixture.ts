import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import type { Timeouts, TransportOptions } from "./messages.ts";

/** A loopback server that speaks in raw bytes, for tests of what goes wrong. */
export interface FaultServer {
  readonly url: string;
  readonly port: number;
  /** Heads of the requests, in the order they came. */
  readonly requests: string[];
  /** Connections accepted so far. */
  connections: number;
  /** Connections that are open now. */
  readonly sockets: Set<Socket>;
  close(): Promise<void>;
}

/** What a server does with a request: `body` is what came with `content-length`. */
export type Reply = (socket: Socket, request: { head: string; body: Buffer; n: number }) => void;

/** Starts a server; `onConnect` sees connections before any byte. */
export async function startFaultServer(
  reply: Reply,
  onConnect?: (socket: Socket) => void,
): Promise<FaultServer> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    result.connections++;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => socket.destroy());
    onConnect?.(socket);
    let buffer = Buffer.alloc(0);
    socket.on("data", (chunk) => {
      buffer = Buffer.concat([buffer, chunk]);
      for (;;) {
        const end = buffer.indexOf("\r\n\r\n");
        if (end < 0) return;
        const head = buffer.subarray(0, end).toString("latin1");
        const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
        if (buffer.length < end + 4 + length) return;
        const body = buffer.subarray(end + 4, end + 4 + length);
        buffer = buffer.subarray(end + 4 + length);
        requests.push(head);
        reply(socket, { head, body, n: requests.length });
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const result: FaultServer = {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    connections: 0,
    sockets,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return result;
}

/** Writes a whole response. */
export function answer(
  socket: Socket,
  body: string = "ok",
  headers: string = "",
  status: string = "200 OK",
): void {
  socket.write(`HTTP/1.1 ${status}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`);
}

/** Bounds that make a fault show soon. */
export const quick: Timeouts = {
  connect: 250,
  acquire: 250,
  headers: 250,
  body: 250,
  stream: 250,
  upload: 250,
  attempt: 0,
  operation: 0,
};

/** Options of a call that reads its response whole, or, with `stream`, does not. */
export function callOptions(changes: Partial<TransportOptions> = {}): TransportOptions {
  return { stream: false, timeouts: quick, ...changes };
}

/** Waits until something holds; fails after a second. */
export async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited += 5) {
    if (waited > 1_000) throw new Error("it does not come to hold");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

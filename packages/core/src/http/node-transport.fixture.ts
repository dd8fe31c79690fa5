import type { AddressInfo, Server, Socket } from "node:net";
import { afterEach, expect, vi } from "vitest";
import { callOptions, startFaultServer, type FaultServer, type Reply } from "./fault-server.fixture.ts";
import type { HttpResponse, Transport } from "./messages.ts";
import { createNodeTransport, type NodeTransportOptions } from "./node-transport.ts";

/** What to close after a test. */
export const cleanup: (() => unknown)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const step of cleanup.splice(0)) await step();
});

/** A transport that ends with the test. */
export const begin = (options: NodeTransportOptions = { proxy: false }): Transport => {
  const transport = createNodeTransport(options);
  cleanup.push(() => transport.destroy!());
  return transport;
};
/** A server that ends with the test. */
export const listen = async (reply: Reply, onConnect?: (socket: Socket) => void): Promise<FaultServer> => {
  const server = await startFaultServer(reply, onConnect);
  cleanup.push(() => server.close());
  return server;
};
/** Listens with any server of Node's; closes it and what it accepted. */
export const open = async (server: Server): Promise<number> => {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket.on("error", () => socket.destroy()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanup.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
};
export const text = (response: HttpResponse): string => Buffer.from(response.body as Uint8Array).toString();
export const failure = (call: Promise<unknown>): Promise<any> =>
  call.then(
    () => expect.unreachable(),
    (error) => error,
  );
export const get = (transport: Transport, url: string, changes = {}): Promise<HttpResponse> =>
  transport.handle({ method: "GET", url, headers: {} }, callOptions(changes));

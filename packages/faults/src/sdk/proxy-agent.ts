import { request, type ClientRequest } from "node:http";
import { Agent } from "node:https";
import type { Socket } from "node:net";
import { connect } from "node:tls";

/**
 * An agent that reaches https hosts through a proxy (CONNECT), as the guide of AWS SDK for JavaScript v3 has its users bring
 * one. It does what such packages do: ask for a tunnel, refuse any answer but 200, hand over the socket.
 */
export function createProxyAgent(proxy: string): Agent {
  const { hostname, port, username, password } = new URL(proxy);
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  const agent = new Agent({ keepAlive: true });
  const tunnels = new Set<ClientRequest>();
  const open = agent as unknown as {
    destroy(): void;
    createConnection(options: any, done: (error: Error | null, socket?: Socket) => void): void;
  };
  open.createConnection = (options, done) => {
    const path = `${options.host}:${options.port}`;
    const headers = { host: path, ...(username && { "proxy-authorization": authorization }) };
    const tunnel = request({ host: hostname, port, method: "CONNECT", path, headers, agent: false });
    tunnels.add(tunnel.once("close", () => tunnels.delete(tunnel)));
    tunnel.once("connect", (answer, socket) => {
      if (answer.statusCode === 200)
        return done(null, connect({ ...options, socket, servername: options.servername ?? options.host }));
      socket.destroy();
      done(Object.assign(new Error(`The proxy answered ${answer.statusCode}`), { code: "EPROXY" }));
    });
    tunnel.once("error", (error) => done(error));
    tunnel.end();
  };
  const { destroy } = open;
  open.destroy = () => {
    for (const tunnel of tunnels) tunnel.destroy();
    destroy.call(agent);
  };
  return agent;
}

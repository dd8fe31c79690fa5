import type * as Http from "node:http";
import type { Agent, ClientRequest } from "node:http";
import type { Socket } from "node:net";
import type { Connector, OnPending } from "./node-connect.ts";
import type { Origin } from "./node-origin.ts";

/** What the agent reads of the options that a request was made with. */
export interface AgentOptions {
  readonly origin: Origin;
  readonly onPending: OnPending;
}

/** The part of an agent that Node documents as open to replacement, as it is called. */
interface OpenAgent {
  getName(options: AgentOptions): string;
  createConnection(
    options: AgentOptions,
    done: (error: Error | null, socket?: Socket) => void,
  ): Socket | undefined;
  keepSocketAlive(socket: Socket): boolean;
  reuseSocket(socket: Socket, request: ClientRequest): void;
}

/** Milliseconds after which an unused connection is closed, unless its server announced less. */
const idleLimit = 4_000;

/** Limits that servers announced, a second earlier. */
const announced: WeakMap<Socket, number> = /* @__PURE__ */ new WeakMap();

/** Takes note of a `keep-alive: timeout=5`, so that the connection is closed here before it is closed there. */
export function noteKeepAlive(socket: Socket, header: string): void {
  const seconds = /\btimeout=(\d+)/i.exec(header)?.[1];
  if (seconds !== undefined) announced.set(socket, Math.min(idleLimit, Number(seconds) * 1000 - 1000));
}

/**
 * Makes an agent of Node's whose pools are keyed by origin and whose idle connections neither keep the process alive nor
 * accept bytes: a response that nobody asked for closes the connection it came on.
 */
export function createAgent(http: typeof Http, connector: Connector, keepAlive: boolean): Agent {
  const agent = new http.Agent({ keepAlive });
  const open = agent as unknown as OpenAgent;
  const { reuseSocket } = open;
  open.getName = ({ origin }) => origin.key;
  open.createConnection = ({ origin, onPending }, done) => {
    const socket = connector.connect(origin, onPending);
    if (!(socket instanceof Promise)) return socket;
    socket.then((made) => done(null, made), done);
    return undefined;
  };
  open.keepSocketAlive = (socket) => {
    const limit = announced.get(socket) ?? idleLimit;
    if (limit <= 0) return false;
    if (socket.timeout !== limit) socket.setTimeout(limit);
    socket.unref();
    socket.on("data", refuse);
    return true;
  };
  open.reuseSocket = (socket, request) => {
    socket.off("data", refuse);
    reuseSocket.call(open, socket, request);
  };
  return agent;
}

function refuse(this: Socket): void {
  this.destroy();
}

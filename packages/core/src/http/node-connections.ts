import type { ClientRequest } from "node:http";
import type { Socket } from "node:net";
import type { Connector, OnPending } from "./node-connect.ts";
import type { Origin } from "./node-origin.ts";

/** A socket as `node:http` uses it: it notes the request that has it. */
type HttpSocket = Socket & { _httpMessage?: { readonly shouldKeepAlive: boolean } | null };
/** A request as agents know it. */
type AgentRequest = ClientRequest & { onSocket(socket: Socket | undefined, error?: Error): void };

interface Connection {
  readonly socket: HttpSocket;
  idle: boolean;
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
 * The connections of an origin, as the agent that `node:http` asks for one. Idle ones neither keep the process alive nor
 * accept bytes: a response that nobody asked for closes the connection it came on. Node's own agent takes a tenth of the
 * time of a small call.
 */
export class Connections {
  /** Read by `node:http`: whether requests ask the server to leave the connection open. */
  readonly keepAlive: boolean;
  readonly #origin: Origin;
  readonly #connector: Connector;
  readonly #idle: Connection[] = [];

  constructor(origin: Origin, connector: Connector, keepAlive: boolean) {
    this.#origin = origin;
    this.#connector = connector;
    this.keepAlive = keepAlive;
  }

  /** Called by `node:http`: gives the request the connection that was used last, or a new one. */
  addRequest(request: AgentRequest, { onPending }: { readonly onPending: OnPending }): void {
    for (let known = this.#idle.pop(); known; known = this.#idle.pop()) {
      const { socket } = known;
      known.idle = false;
      // The server has closed it, and the event that says so is still to come.
      if (!socket.writable) continue;
      socket.ref();
      request.reusedSocket = true;
      return request.onSocket(socket);
    }
    const made = this.#connector.connect(this.#origin, onPending);
    if (!(made instanceof Promise)) return this.#open(request, made);
    made.then(
      (socket) => this.#open(request, socket),
      (error: Error) => request.onSocket(undefined, error),
    );
  }

  /** Closes what is not in use. */
  closeIdle(): void {
    for (const { socket } of this.#idle.splice(0)) socket.destroy();
  }

  #open(request: AgentRequest, socket: HttpSocket): void {
    const connection: Connection = { socket, idle: false };
    const closeIdle = (): void => void (connection.idle && socket.destroy());
    socket.on("free", () => this.#keep(connection));
    socket.on("data", closeIdle);
    socket.on("timeout", closeIdle);
    // While a request has the socket, it hears of errors too.
    socket.on("error", ignore);
    socket.on("close", () => {
      const at = this.#idle.indexOf(connection);
      if (at >= 0) this.#idle.splice(at, 1);
    });
    request.onSocket(socket);
  }

  /** A request has no more use for its connection. */
  #keep(connection: Connection): void {
    const { socket } = connection;
    const limit = announced.get(socket) ?? idleLimit;
    if (!socket.writable || !socket._httpMessage?.shouldKeepAlive || limit <= 0) return void socket.destroy();
    socket._httpMessage = null;
    if (socket.timeout !== limit) socket.setTimeout(limit);
    socket.unref();
    connection.idle = true;
    this.#idle.push(connection);
  }
}

function ignore(): void {}

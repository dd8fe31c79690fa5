import { TransportError } from "../errors/errors.ts";
import type { Connections } from "./node-connections.ts";
import type { Proxy } from "./proxy.ts";
import { Queue } from "./queue.ts";

/** Where requests of one scheme, host and port go, and how many connections there are. */
export interface Origin {
  /** `https://host:port` as it stands in the URL; connections are pooled by it. */
  readonly key: string;
  readonly secure: boolean;
  /** Name or address to connect to, an IPv6 address without brackets. */
  readonly hostname: string;
  readonly port: number;
  /** Value of the `host` header: the default port is left out. */
  readonly authority: string;
  /** What errors call it: always with the port. */
  readonly label: string;
  readonly slots: ConnectionSlots;
  /** Connections over HTTP/1.1 of the Node transport. */
  connections?: Connections;
  /** What a TLS handshake asks for (ALPN); HTTP/1.1 when absent. */
  protocol?: string;
  /** Set when requests go through a proxy. */
  proxy?: Proxy | undefined;
  /** TLS session of the last connection, to resume. */
  session?: Buffer | undefined;
}

const originPattern = /^(https?):\/\/(?:\[([\da-f:.]+)\]|([^:/?#@[\]\\\s]+))(?::(\d{1,5}))?$/i;

/** Reads scheme, host and port of a URL that has no path. Throws {@link TransportError} `ERR_INVALID_URL`. */
export function parseOrigin(key: string, maxConnections: number): Origin {
  const match = originPattern.exec(key);
  if (match === null) {
    const what = "the URL of the request has no valid host";
    throw new TransportError({ what, code: "ERR_INVALID_URL", retryable: false });
  }
  const secure = match[1]!.length === 5;
  const standard = secure ? 443 : 80;
  const port = match[4] === undefined ? standard : Number(match[4]);
  const host = match[2] === undefined ? match[3]! : `[${match[2]}]`;
  return {
    key,
    secure,
    hostname: match[2] ?? match[3]!,
    port,
    authority: port === standard ? host : `${host}:${port}`,
    label: `${host}:${port}`,
    slots: new ConnectionSlots(maxConnections),
  };
}

/** Bounds the connections of an origin; requests beyond them queue here, first come first served. */
export class ConnectionSlots {
  #free: number;
  readonly #queue: Queue<() => void> = new Queue();

  constructor(count: number) {
    this.#free = count;
  }

  /** Takes a slot if one is free. */
  take(): boolean {
    if (this.#free === 0) return false;
    this.#free--;
    return true;
  }

  /** Calls `ready`, later, with a slot taken. The function returned leaves the queue. */
  wait(ready: () => void): () => void {
    return this.#queue.add(ready);
  }

  /** Gives a slot back, or to the first in the queue. */
  release(): void {
    const ready = this.#queue.take();
    if (ready) ready();
    else this.#free++;
  }
}

import type * as Http2 from "node:http2";
import type { Connector } from "./node-connect.ts";
import type { Origin } from "./node-origin.ts";
import { Queue } from "./queue.ts";
import { Http2Session } from "./http2-session.ts";

/** The connections to one origin. Streams share one as far as the server lets them, then there is another. */
export class Http2Pool {
  readonly #http2: typeof Http2;
  readonly #connector: Connector;
  readonly #maxConnections: number;
  readonly #sessions: Set<Http2Session> = new Set();
  readonly #waiting: Queue<() => void> = new Queue();
  /** What the server allowed last. */
  #limit = Infinity;

  constructor(http2: typeof Http2, connector: Connector, maxConnections: number) {
    this.#http2 = http2;
    this.#connector = connector;
    this.#maxConnections = maxConnections;
  }

  /** Reserves a stream on a connection, made if need be; undefined when there is no room. Give it back with `leave`. */
  join(origin: Origin): Http2Session | undefined {
    let free: Http2Session | undefined;
    for (const session of this.#sessions) {
      if (session.usable && session.streams < session.limit) free ??= session;
    }
    if (free === undefined && this.#sessions.size < this.#maxConnections) {
      free = new Http2Session(this.#http2, this.#connector, origin, this.#limit, () => this.#update(free!));
      this.#sessions.add(free);
    }
    if (free) free.streams++;
    return free;
  }

  /** Calls back, once, when there may be room. The function returned takes that back. */
  wait(listener: () => void): () => void {
    return this.#waiting.add(listener);
  }

  #update(session: Http2Session): void {
    // A server that takes no streams at all is asked for one nevertheless: that it refuses it says so.
    this.#limit = Math.max(1, session.limit);
    if (!session.usable && session.streams === 0) this.#sessions.delete(session);
    for (let left = this.#waiting.size; left > 0; left--) this.#waiting.take()?.();
  }
}

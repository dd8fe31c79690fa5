import type * as Http2 from "node:http2";
import type { ClientHttp2Session, ClientHttp2Stream, OutgoingHttpHeaders } from "node:http2";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { SdkError } from "../errors/sdk-error.ts";
import type { Connector } from "./node-connect.ts";
import type { Origin } from "./node-origin.ts";
import { http2ErrorOf, noHttp2, resetBy } from "./http2-errors.ts";

/** Bytes of a response head at most. */
const maxHeaderSize = 32_768;
/** Names and values of a response head at most. */
const maxHeaderPairs = 1_000;
/** Bytes that all streams of a connection may have under way to us. Each stream has a window of its own, of 64 KiB. */
const connectionWindow = 1_048_576;
/** Milliseconds that a connection gets to say goodbye. */
const farewell = 1_000;

/**
 * One connection and the streams on it. It is opened with the first stream and closed with the last, so that an idle one
 * never keeps the process alive.
 */
export class Http2Session {
  /** Settles when the server has told its limits, which is its first frame; rejects when there is no connection. */
  readonly ready: Promise<void>;
  /** Streams at a time that the server takes; not known until {@link Http2Session.ready}. */
  limit: number;
  /** Streams that are open or are to be opened. */
  streams = 0;
  readonly #label: string;
  readonly #onChange: () => void;
  #usable = true;
  #connected = false;
  #pending: Socket | undefined;
  #session: ClientHttp2Session | undefined;
  #last = Infinity;
  #failure: unknown;
  readonly #pings: (() => void)[] = [];

  /** `onChange` hears when there may be room for a stream, here or on a new connection. */
  constructor(
    http2: typeof Http2,
    connector: Connector,
    origin: Origin,
    limit: number,
    onChange: () => void,
  ) {
    this.limit = limit;
    this.#label = origin.label;
    this.#onChange = onChange;
    this.ready = this.#connect(http2, connector, origin);
    this.ready.catch(() => this.#close());
  }

  /** Whether new streams can be opened, now or when it is connected. */
  get usable(): boolean {
    return this.#usable;
  }

  /** Why the connection is gone, where something went wrong with it. */
  get failure(): unknown {
    // Streams end before their connection says why.
    if (this.#session?.destroyed) this.#failure ??= this.#lost();
    return this.#failure;
  }

  /** Whether the server has promised that it did nothing about a stream. */
  ignored(stream: ClientHttp2Stream): boolean {
    return stream.id !== undefined && stream.id > this.#last;
  }

  async #connect(http2: typeof Http2, connector: Connector, origin: Origin): Promise<void> {
    const socket = await connector.connect(origin, (outer) => this.#hold(outer));
    this.#hold(socket);
    if (!this.#usable) throw noHttp2(this.#label);
    const session = http2.connect(origin.key, {
      createConnection: () => socket,
      maxHeaderListPairs: maxHeaderPairs,
      settings: { enablePush: false, maxHeaderListSize: maxHeaderSize },
    } as Http2.SecureClientSessionOptions);
    this.#session = session;
    return new Promise((resolve, reject) => {
      session.on("connect", () => {
        if (origin.secure && (socket as TLSSocket).alpnProtocol !== "h2") return reject(noHttp2(this.#label));
        session.setLocalWindowSize(connectionWindow);
      });
      session.on("remoteSettings", ({ maxConcurrentStreams = Infinity }) => {
        this.limit = maxConcurrentStreams;
        this.#connected = true;
        resolve();
        this.#onChange();
      });
      session.on("error", (error) => {
        this.#failure ??= http2ErrorOf(error, this.#label, this.#connected);
        reject(this.#failure);
      });
      session.on("goaway", (code, last) => {
        this.#last = last;
        if (code !== 0) this.#failure = resetBy(this.#label, code);
        this.#retire();
      });
      session.on("close", () => {
        this.#failure ??= this.#lost();
        reject(this.#failure);
        this.#retire();
      });
    });
  }

  #lost(): SdkError {
    const cause = Object.assign(new Error("the connection was closed"), { code: "ECONNRESET" });
    return http2ErrorOf(cause, this.#label, this.#connected);
  }

  #hold(socket: Socket): void {
    this.#pending = socket;
    if (!this.#usable) socket.destroy();
  }

  /** Takes no more streams. */
  #retire(): void {
    if (!this.#usable) return;
    this.#usable = false;
    this.#onChange();
  }

  open(headers: OutgoingHttpHeaders, endStream: boolean): ClientHttp2Stream {
    return this.#session!.request(headers, { endStream });
  }

  /** Asks for a sign of life, and calls back when it came. One question is under way at a time. */
  ping(listener: () => void): void {
    if (this.#pings.push(listener) > 1) return;
    this.#session?.ping((error) => {
      const asked = this.#pings.splice(0);
      if (error === null) for (const heard of asked) heard();
    });
  }

  /** A stream has ended, or will not be opened. */
  leave(): void {
    this.streams--;
    if (this.streams === 0) this.#close();
    this.#onChange();
  }

  #close(): void {
    this.#retire();
    const session = this.#session;
    if (session === undefined || !this.#connected) {
      session?.destroy();
      this.#pending?.destroy();
      return;
    }
    if (session.destroyed) return;
    session.unref();
    session.close();
    const timer = setTimeout(() => session.destroy(), farewell);
    timer.unref();
    session.on("close", () => clearTimeout(timer));
  }
}

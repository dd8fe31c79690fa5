import type { ClientHttp2Stream, IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http2";
import type { TimeoutPhase } from "../errors/errors.ts";
import type { SdkError } from "../errors/sdk-error.ts";
import { BodyQueue } from "./body-queue.ts";
import { cancel, http2ErrorOf, refusedStream, resetBy } from "./http2-errors.ts";
import type { Http2Pool } from "./http2-pool.ts";
import type { Http2Session } from "./http2-session.ts";
import { Http2Upload } from "./http2-upload.ts";
import type { HttpRequest, HttpResponse, TransportOptions } from "./messages.ts";
import type { Origin } from "./node-origin.ts";
import { onAbort } from "./on-abort.ts";
import type { Queue } from "./queue.ts";
import { createPhaseClock, type PhaseClock } from "./phase-clock.ts";
import { defaultMaxBodyBytes, maxErrorBodyBytes } from "./read-body.ts";
import { concatBytes } from "./streaming-body.ts";
import { transportErrorOf } from "./node-errors.ts";
import { abortErrorOf, bodyTooLarge, timeoutOf, truncated } from "./transport-errors.ts";

/** Headers of a connection, which HTTP/2 has no place for (RFC 9113, section 8.2.2), and the one that is `:authority`. */
const dropped: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "connection",
  "expect",
  "host",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
]);
/** Characters that no header value has. */
// oxlint-disable-next-line no-control-regex
const unsafe = /[^\t\x20-\x7e\x80-\xff]/;
/** Times that a request is sent anew after the server said that it did nothing about it. */
const maxReplays = 1;

/** What an exchange takes from its transport. */
export interface Http2Context {
  readonly origin: Origin;
  readonly pool: Http2Pool;
  /** Names of headers that compression must not remember, in the platform's form. */
  readonly sensitive: symbol;
  /** Exchanges that have not ended, to settle them when the transport is destroyed. */
  readonly open: Queue<Http2Exchange>;
}

/**
 * One request and its response on HTTP/2, both at the same time: the head of the response, and its body, may arrive while
 * the request is written. Every way out leads through {@link Http2Exchange.#end}, once.
 */
export class Http2Exchange {
  readonly #context: Http2Context;
  readonly #path: string;
  readonly #request: HttpRequest;
  readonly #options: TransportOptions;
  readonly #clock: PhaseClock;
  readonly #upload: Http2Upload;
  #resolve!: (response: HttpResponse) => void;
  #reject!: (error: unknown) => void;
  #leaveSignal: (() => void) | undefined;
  #leaveOpen: (() => void) | undefined;
  #leaveQueue: (() => void) | undefined;
  #session: Http2Session | undefined;
  #stream: ClientHttp2Stream | undefined;
  /** What is waited for while the server may be waiting for us. */
  #awaited: "headers" | "body" | undefined;
  #pinged = false;
  #replays = 0;
  #answered = false;
  #body: BodyQueue | undefined;
  #ended = false;

  constructor(context: Http2Context, path: string, request: HttpRequest, options: TransportOptions) {
    this.#context = context;
    this.#path = path;
    this.#request = request;
    this.#options = options;
    const { timeouts } = options;
    this.#clock = createPhaseClock(timeouts.attempt, (phase, limit) => this.#expire(phase, limit));
    this.#upload = new Http2Upload(request.body, {
      stalled: timeouts.upload,
      onStall: () => this.fail(timeoutOf("upload", timeouts.upload, this.label)),
      onError: (error) => this.fail(transportErrorOf(error, this.label, true)),
      onSent: () => this.#await(this.#awaited),
    });
  }

  /** Host and port, for messages. */
  get label(): string {
    return this.#context.origin.label;
  }

  /** Sends the request once there is room on a connection. */
  run(): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      const { signal } = this.#options;
      this.#leaveOpen = this.#context.open.add(this);
      if (signal?.aborted) return this.fail(abortErrorOf(signal));
      if (signal) this.#leaveSignal = onAbort(signal, () => this.fail(abortErrorOf(signal)));
      this.#begin();
    });
  }

  /** Ends the exchange with an error, whatever it waits for. */
  fail(error: SdkError): void {
    if (this.#ended) return;
    this.#end();
    if (this.#body) this.#body.end(error);
    else this.#reject(error);
  }

  #end(): void {
    this.#ended = true;
    this.#clock.stop();
    this.#leaveOpen!();
    this.#leaveSignal?.();
    this.#leaveQueue?.();
    this.#upload.stop();
    this.#leaveStream();
  }

  /** Gives the stream and its place on the connection up. */
  #leaveStream(): void {
    const stream = this.#stream;
    if (stream && !stream.closed) stream.close(cancel);
    this.#stream = undefined;
    this.#session?.leave();
    this.#session = undefined;
  }

  #begin(): void {
    this.#connect().catch((error: unknown) => this.fail(http2ErrorOf(error, this.label, false)));
  }

  async #connect(): Promise<void> {
    const { pool, origin } = this.#context;
    const { timeouts } = this.#options;
    const session = pool.join(origin);
    if (session === undefined) {
      this.#clock.enter("acquire", timeouts.acquire);
      this.#leaveQueue = pool.wait(() => {
        this.#leaveQueue = undefined;
        this.#begin();
      });
      return;
    }
    this.#session = session;
    this.#clock.enter("connect", timeouts.connect);
    await session.ready;
    if (this.#ended) return;
    if (!session.usable)
      return this.#replay(session, () => session.failure ?? resetBy(this.label, refusedStream));
    if (session.streams <= Math.max(1, session.limit)) return this.#open(session);
    // More had joined than the server turns out to take.
    this.#leaveStream();
    return this.#connect();
  }

  #open(session: Http2Session): void {
    let stream: ClientHttp2Stream;
    try {
      stream = session.open(this.#headers(), this.#upload.empty);
    } catch (error) {
      // Node refuses a header that would break the framing.
      const refused = http2ErrorOf(error, this.label, true);
      refused.retryable = false;
      return this.fail(refused);
    }
    this.#stream = stream;
    let failure: Error | undefined;
    stream.on("error", (error) => (failure = error));
    stream.on("close", () => {
      if (this.#stream === stream) this.#onClose(stream, session, failure);
    });
    stream.on("response", (headers) => this.#onResponse(stream, headers));
    this.#await("headers");
    this.#upload.attach(stream);
  }

  #headers(): OutgoingHttpHeaders {
    const { method, headers } = this.#request;
    const { origin, sensitive } = this.#context;
    const sent: OutgoingHttpHeaders = {
      ":method": method,
      ":scheme": origin.secure ? "https" : "http",
      ":authority": headers["host"] ?? origin.authority,
      ":path": this.#path,
    };
    for (const name in headers) {
      const value = headers[name]!;
      // What Node refuses for HTTP/1.1 and lets pass here; whoever passes the request on may speak HTTP/1.1.
      if (unsafe.test(value))
        throw Object.assign(new TypeError(`invalid ${name}`), { code: "ERR_INVALID_CHAR" });
      if (!dropped.has(name)) sent[name] = value;
    }
    Object.defineProperty(sent, sensitive, { value: ["authorization", "x-amz-security-token"] });
    return sent;
  }

  /**
   * Waits for the server. While the request is not complete the server may be waiting for us: then a sign of life will do,
   * which is asked for when half of the time is over.
   */
  #await(awaited: "headers" | "body" | undefined): void {
    this.#awaited = awaited;
    this.#pinged = false;
    if (awaited === undefined) return this.#clock.idle();
    const limit = this.#options.timeouts[awaited === "body" && this.#body ? "stream" : awaited];
    this.#clock.enter(awaited, this.#upload.sent ? limit : limit / 2);
  }

  #expire(phase: TimeoutPhase, limit: number): void {
    const { timeouts } = this.#options;
    if (phase !== this.#awaited) return this.fail(timeoutOf(phase, limit, this.label));
    if (this.#upload.sent || this.#pinged) {
      const full = phase === "headers" ? timeouts.headers : this.#body ? timeouts.stream : timeouts.body;
      return this.fail(timeoutOf(phase, full, this.label));
    }
    this.#clock.enter(phase, limit);
    this.#pinged = true;
    this.#session!.ping(() => {
      if (this.#pinged && !this.#ended) this.#await(this.#awaited);
    });
  }

  #onResponse(
    stream: ClientHttp2Stream,
    incoming: IncomingHttpHeaders & { ":status"?: number | undefined },
  ): void {
    if (this.#stream !== stream) return;
    this.#answered = true;
    this.#upload.commit();
    const status = incoming[":status"]!;
    const headers = plainHeaders(incoming);
    if (status < 300 && this.#options.stream) return this.#streamBody(stream, status, headers);
    if (status >= 300) this.#upload.stop();
    this.#collectBody(stream, status, headers);
  }

  #collectBody(stream: ClientHttp2Stream, status: number, headers: Record<string, string>): void {
    const { maxBodyBytes = defaultMaxBodyBytes } = this.#options;
    const cut = status >= 300;
    const limit = cut ? Math.min(maxErrorBodyBytes, maxBodyBytes) : maxBodyBytes;
    const chunks: Uint8Array[] = [];
    let size = 0;
    const done = (): void => {
      if (this.#ended) return;
      this.#end();
      const body = concatBytes(chunks);
      this.#resolve({ status, headers, body: size > limit ? body.subarray(0, limit) : body });
    };
    this.#await("body");
    stream.on("data", (chunk: Buffer) => {
      if (this.#ended) return;
      this.#await("body");
      chunks.push(bytesOf(chunk));
      size += chunk.length;
      if (size <= limit) return;
      if (cut) done();
      else this.fail(bodyTooLarge(limit));
    });
    stream.on("end", () => {
      if (stream.rstCode === 0) done();
    });
  }

  #streamBody(stream: ClientHttp2Stream, status: number, headers: Record<string, string>): void {
    this.#await(undefined);
    this.#clock.endAttempt();
    const body = (this.#body = new BodyQueue({
      flow: (on) => (on ? stream.resume() : stream.pause()),
      waiting: (on) => this.#await(on ? "body" : undefined),
      cancel: () => {
        if (!this.#ended) this.#end();
      },
    }));
    stream.on("data", (chunk: Buffer) => body.push(bytesOf(chunk)));
    // Nobody reads what is sent after the response is complete: the upload ends with it.
    stream.on("end", () => {
      if (this.#ended || stream.rstCode !== 0) return;
      this.#end();
      body.end();
    });
    this.#resolve({ status, headers, body });
  }

  /** The stream is over before the response was. */
  #onClose(stream: ClientHttp2Stream, session: Http2Session, failure: Error | undefined): void {
    if (this.#ended) return;
    const { rstCode } = stream;
    const error = (): unknown => {
      if (session.failure !== undefined) return session.failure;
      return rstCode > 0 ? resetBy(this.label, rstCode, failure) : failure;
    };
    if (this.#answered) return this.fail(truncated(this.label, error()));
    if (rstCode === refusedStream || session.ignored(stream)) return this.#replay(session, error);
    this.fail(http2ErrorOf(error(), this.label, true));
  }

  /** Sends the request anew, on another connection if this one takes no more. */
  #replay(session: Http2Session, error: () => unknown): void {
    if (this.#replays === maxReplays || !this.#upload.detach()) {
      return this.fail(http2ErrorOf(error(), this.label, true));
    }
    this.#replays++;
    this.#leaveStream();
    this.#begin();
  }
}

/** Without pseudo-headers; repeated headers joined. */
function plainHeaders(incoming: IncomingHttpHeaders): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming)) {
    if (!name.startsWith(":")) headers[name] = Array.isArray(value) ? value.join(", ") : String(value);
  }
  return headers;
}

/** A plain view of a buffer: `slice` of a Buffer does not copy, that of a Uint8Array does. */
function bytesOf(chunk: Buffer): Uint8Array {
  return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length);
}

import type * as Http from "node:http";
import type { Agent, ClientRequest, IncomingMessage, RequestOptions } from "node:http";
import type { Socket } from "node:net";
import type { SdkError } from "../errors/sdk-error.ts";
import { BodyQueue } from "./body-queue.ts";
import type { HttpRequest, HttpResponse, TransportOptions } from "./messages.ts";
import type { OnPending } from "./node-connect.ts";
import { noteKeepAlive } from "./node-connections.ts";
import type { Origin } from "./node-origin.ts";
import { onAbort } from "./on-abort.ts";
import { createPhaseClock, type PhaseClock } from "./phase-clock.ts";
import { defaultMaxBodyBytes, maxErrorBodyBytes } from "./read-body.ts";
import type { Queue } from "./queue.ts";
import { concatBytes } from "./streaming-body.ts";
import { headersTooLarge, transportErrorOf } from "./node-errors.ts";
import { abortErrorOf, bodyTooLarge, timeoutOf, truncated } from "./transport-errors.ts";

/** Bytes of a response head at most. */
const maxHeaderSize = 32_768;
/** Node keeps 1,000 headers, names and values in turn, and drops the rest in silence. */
const maxHeaderStrings = 2_000;
/** A body up to this size is written at once; a longer one in pieces, so that a stall shows. */
const pieceSize = 65_536;
/** Milliseconds that a body waits for `100 Continue`, as botocore does. */
const continueWait = 1_000;

/** What an exchange takes from its transport. */
export interface ExchangeContext {
  readonly request: typeof Http.request;
  /** Exchanges that have not ended, to settle them when the transport is destroyed. */
  readonly open: Queue<Exchange>;
}

/** One request and its response on `node:http`. Every way out leads through {@link Exchange.#end}, once. */
export class Exchange {
  readonly #context: ExchangeContext;
  readonly #origin: Origin;
  readonly #request: HttpRequest;
  readonly #options: TransportOptions;
  readonly #path: string;
  readonly #clock: PhaseClock;
  #resolve!: (response: HttpResponse) => void;
  #reject!: (error: unknown) => void;
  #message: ClientRequest | undefined;
  #response: IncomingMessage | undefined;
  /** A connection to a proxy that has no request yet. */
  #pending: Socket | undefined;
  #leaveOpen: (() => void) | undefined;
  #leaveQueue: (() => void) | undefined;
  #leaveSignal: (() => void) | undefined;
  #connected = false;
  #upload: AsyncIterator<Uint8Array> | undefined;
  #wake: (() => void) | undefined;
  #stream: BodyQueue | undefined;
  #ended = false;

  constructor(
    context: ExchangeContext,
    origin: Origin,
    path: string,
    request: HttpRequest,
    options: TransportOptions,
  ) {
    this.#context = context;
    this.#origin = origin;
    this.#path = path;
    this.#request = request;
    this.#options = options;
    this.#clock = createPhaseClock(options.timeouts.attempt, (phase, limit) =>
      this.fail(timeoutOf(phase, limit, origin.label)),
    );
  }

  /** Host and port, for messages. */
  get label(): string {
    return this.#origin.label;
  }

  /** Sends the request once a connection is free. */
  run(): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      const { signal, timeouts } = this.#options;
      this.#leaveOpen = this.#context.open.add(this);
      if (signal?.aborted) return this.fail(abortErrorOf(signal));
      if (signal) this.#leaveSignal = onAbort(signal, () => this.fail(abortErrorOf(signal)));
      const { slots } = this.#origin;
      if (slots.take()) return this.#start();
      this.#clock.enter("acquire", timeouts.acquire);
      this.#leaveQueue = slots.wait(() => {
        this.#leaveQueue = undefined;
        // Later, because the connection returns to the pool only after the event that frees the slot.
        queueMicrotask(() => (this.#ended ? slots.release() : this.#start()));
      });
    });
  }

  /** Ends the exchange with an error, whatever it waits for, and closes its connection. */
  fail(error: SdkError): void {
    if (this.#ended) return;
    this.#end();
    this.#leaveQueue?.();
    this.#pending?.destroy();
    this.#message?.destroy();
    this.#stopUpload();
    if (this.#stream) this.#stream.end(error);
    else this.#reject(error);
  }

  #end(): void {
    this.#ended = true;
    this.#clock.stop();
    this.#leaveOpen!();
    this.#leaveSignal?.();
  }

  #start(): void {
    const { method, body } = this.#request;
    const { proxy, key, slots, label } = this.#origin;
    const options: RequestOptions & { readonly onPending: OnPending } = {
      // All of an agent that `node:http` uses.
      agent: this.#origin.connections as unknown as Agent,
      host: this.#origin.hostname,
      port: this.#origin.port,
      method,
      path: proxy !== undefined && !this.#origin.secure ? key + this.#path : this.#path,
      headers: this.#headers(),
      maxHeaderSize,
      onPending: (socket) => {
        this.#pending = socket;
        if (this.#ended) socket.destroy();
      },
    };
    let message: ClientRequest;
    try {
      message = this.#context.request(options);
    } catch (error) {
      // Node refuses a method, path or header that would break the framing.
      slots.release();
      const refused = transportErrorOf(error, label, true);
      refused.retryable = false;
      return this.fail(refused);
    }
    this.#message = message;
    message.on("response", (response) => this.#onResponse(response));
    message.on("error", (error) => this.#onError(error));
    message.on("close", () => {
      slots.release();
      if (this.#response) this.#onCut();
      else this.#onError(Object.assign(new Error("the connection was closed"), { code: "ECONNRESET" }));
    });
    if (message.reusedSocket) return this.#onConnected(body);
    this.#clock.enter("connect", this.#options.timeouts.connect);
    message.on("socket", (socket) => {
      socket.once(this.#origin.secure || proxy?.secure ? "secureConnect" : "connect", () =>
        this.#onConnected(body),
      );
    });
  }

  /** Names and values in turn: Node writes such a list as it is. */
  #headers(): string[] {
    const { headers, body, method } = this.#request;
    const list: string[] = headers["host"] === undefined ? ["host", this.#origin.authority] : [];
    for (const name in headers) list.push(name, headers[name]!);
    const { proxy, secure } = this.#origin;
    if (proxy?.authorization && !secure) list.push("proxy-authorization", proxy.authorization);
    if (headers["content-length"] === undefined && headers["transfer-encoding"] === undefined) {
      if (body instanceof Uint8Array) list.push("content-length", String(body.length));
      else if (body !== undefined) list.push("transfer-encoding", "chunked");
      else if (method === "POST" || method === "PUT" || method === "PATCH") list.push("content-length", "0");
    }
    return list;
  }

  #onConnected(body: HttpRequest["body"]): void {
    if (this.#ended) return;
    this.#connected = true;
    const message = this.#message!;
    if (body === undefined || (body instanceof Uint8Array && body.length <= pieceSize)) {
      this.#clock.enter("headers", this.#options.timeouts.headers);
      message.end(body);
    } else {
      this.#send(body instanceof Uint8Array ? pieces(body) : body).catch((error: unknown) =>
        this.fail(transportErrorOf(error, this.#origin.label, true)),
      );
    }
  }

  /** Writes the body no faster than it is taken. Only waiting for the server counts as a stall. */
  async #send(body: AsyncIterable<Uint8Array>): Promise<void> {
    const message = this.#message!;
    const clock = this.#clock;
    clock.idle();
    if (this.#request.headers["expect"] === "100-continue") await this.#mayContinue(message);
    // A server that has answered does not want the body.
    if (this.#ended || this.#response) return;
    const upload = (this.#upload = body[Symbol.asyncIterator]());
    const wake = (): void => this.#wake?.();
    message.on("drain", wake);
    for (let at = await upload.next(); !at.done; at = await upload.next()) {
      if (this.#upload === undefined) return;
      if (message.write(at.value)) continue;
      clock.enter("upload", this.#options.timeouts.upload);
      await new Promise<void>((resolve) => (this.#wake = resolve));
      if (this.#upload === undefined) return;
      clock.idle();
    }
    if (this.#upload === undefined) return;
    this.#upload = undefined;
    message.end();
    if (this.#response === undefined) clock.enter("headers", this.#options.timeouts.headers);
  }

  /** Waits until the server asks for the body, or says nothing for a second. */
  #mayContinue(message: ClientRequest): Promise<void> {
    message.flushHeaders();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, continueWait);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      message.on("continue", this.#wake);
    });
  }

  /** Gives the source of the body up. */
  #stopUpload(): void {
    const upload = this.#upload;
    this.#upload = undefined;
    this.#wake?.();
    upload?.return?.().then(undefined, ignore);
  }

  #onResponse(response: IncomingMessage): void {
    if (this.#ended) return void response.destroy();
    this.#response = response;
    const { rawHeaders } = response;
    const { label } = this.#origin;
    if (rawHeaders.length >= maxHeaderStrings) return this.fail(headersTooLarge(label));
    const headers = joinHeaders(rawHeaders);
    const keepAlive = headers["keep-alive"];
    if (keepAlive !== undefined) noteKeepAlive(response.socket, keepAlive);
    const status = response.statusCode!;
    response.on("error", (error) => this.#onCut(error));
    if (status < 300 && this.#options.stream) return this.#streamBody(response, status, headers);
    if (status >= 300) this.#stopUpload();
    this.#collectBody(response, status, headers);
  }

  #collectBody(response: IncomingMessage, status: number, headers: Record<string, string>): void {
    const { maxBodyBytes = defaultMaxBodyBytes, timeouts } = this.#options;
    const cut = status >= 300;
    const limit = cut ? Math.min(maxErrorBodyBytes, maxBodyBytes) : maxBodyBytes;
    const clock = this.#clock;
    const chunks: Uint8Array[] = [];
    let size = 0;
    const done = (): void => {
      if (this.#ended) return;
      this.#end();
      // A request that is not written to its end cannot share its connection with another.
      if (!this.#message!.writableFinished || !response.complete) this.#message!.destroy();
      const body = concatBytes(chunks);
      this.#resolve({ status, headers, body: size > limit ? body.subarray(0, limit) : body });
    };
    clock.enter("body", timeouts.body);
    response.on("data", (chunk: Buffer) => {
      if (this.#ended) return;
      clock.enter("body", timeouts.body);
      chunks.push(bytesOf(chunk));
      size += chunk.length;
      if (size <= limit) return;
      if (cut) done();
      else this.fail(bodyTooLarge(limit));
    });
    response.on("end", done);
  }

  #streamBody(response: IncomingMessage, status: number, headers: Record<string, string>): void {
    const clock = this.#clock;
    clock.idle();
    clock.endAttempt();
    const stream = (this.#stream = new BodyQueue({
      flow: (on) => (on ? response.resume() : response.pause()),
      waiting: (on) => (on ? clock.enter("body", this.#options.timeouts.stream) : clock.idle()),
      cancel: () => {
        this.#end();
        this.#stopUpload();
        this.#message!.destroy();
      },
    }));
    response.on("data", (chunk: Buffer) => stream.push(bytesOf(chunk)));
    response.on("end", () => {
      if (this.#ended) return;
      this.#end();
      stream.end();
    });
    this.#resolve({ status, headers, body: stream });
  }

  /** The connection failed, or what came is not HTTP. */
  #onError(error: Error): void {
    // Bytes beyond a body that is complete: it is good, and the connection is closed already.
    if (this.#ended || this.#response?.complete) return;
    this.fail(transportErrorOf(error, this.#origin.label, this.#connected));
  }

  /** The connection was closed, by the rules, within the body. */
  #onCut(cause?: Error): void {
    if (!this.#ended && !this.#response!.complete) this.fail(truncated(this.#origin.label, cause));
  }
}

/** Names in lower case; repeated headers joined. Names come from the wire: only own values are joined. */
function joinHeaders(raw: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i]!.toLowerCase();
    const value = raw[i + 1]!;
    const before = headers[name];
    headers[name] = typeof before === "string" ? `${before}, ${value}` : value;
  }
  return headers;
}

/** A plain view of a buffer: `slice` of a Buffer does not copy, that of a Uint8Array does. */
function bytesOf(chunk: Buffer): Uint8Array {
  return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length);
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize);
}

/** The source of an upload that failed anyway may close as it likes. */
function ignore(): void {}

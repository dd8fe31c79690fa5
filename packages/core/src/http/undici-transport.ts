import { Agent, type Dispatcher } from "undici";
import type { HttpRequest, HttpResponse, Transport, TransportOptions } from "./messages.ts";
import { parseOrigin, type Origin } from "./node-origin.ts";
import { createPullExchange, type PullExchange } from "./pull-exchange.ts";
import { Queue } from "./queue.ts";
import { headersTooLarge, transportErrorOf } from "./node-errors.ts";
import { destroyed, timeoutOf } from "./transport-errors.ts";
import { IntegrityError, TransportError } from "../errors/errors.ts";

/** Options of {@link createUndiciTransport}. */
export interface UndiciTransportOptions {
  /** Takes the requests: an `Agent`, `ProxyAgent`, `MockAgent`. It must not redirect, nor retry. Default: an agent of our own. */
  readonly dispatcher?: Dispatcher;
  /** Requests at a time per scheme, host and port; further ones wait. Default 50. */
  readonly maxConnections?: number;
  /** Bound on a connection being made, in milliseconds: undici takes it for all calls alike. Default 3,100. */
  readonly connectTimeout?: number;
}

/** Headers that undici sets itself, or refuses. */
const ownHeaders: readonly string[] = ["connection", "transfer-encoding", "expect", "keep-alive"];

/**
 * A transport on undici, for those who use its dispatchers. It costs a program some 75 ms to load; the default transport
 * of Node needs none of it.
 */
export function createUndiciTransport(options: UndiciTransportOptions = {}): Transport {
  const { maxConnections = 50, connectTimeout = 3_100 } = options;
  const origins = new Map<string, Origin>();
  const open = new Queue<PullExchange>();
  let own: Agent | undefined;
  const dispatcherOf = (): Dispatcher =>
    options.dispatcher ?? (own ??= createAgent(maxConnections, connectTimeout));
  let duplex: Transport | undefined;
  return {
    async handle(request, transportOptions) {
      if (transportOptions.duplex) {
        return (duplex ??= transportOptions.duplex({})).handle(request, transportOptions);
      }
      const { url } = request;
      const slash = url.indexOf("/", 8);
      const key = slash < 0 ? url : url.slice(0, slash);
      let origin = origins.get(key);
      if (origin === undefined) origins.set(key, (origin = parseOrigin(key, maxConnections)));
      const exchange = createPullExchange(origin.label, transportOptions, transportErrorOf);
      exchange.onEnd(open.add(exchange));
      await acquire(exchange, origin, transportOptions);
      const path = slash < 0 ? "/" : url.slice(slash);
      return send(exchange, dispatcherOf(), key, path, request, transportOptions, connectTimeout);
    },
    destroy() {
      for (const exchange of open) exchange.fail(destroyed(exchange.label));
      duplex?.destroy?.();
      own?.destroy().catch(ignore);
      own = undefined;
    },
  };
}

function createAgent(connections: number, timeout: number): Agent {
  return new Agent({
    connections,
    pipelining: 1,
    allowH2: false,
    keepAliveTimeout: 4_000,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: 32_768,
    autoSelectFamily: true,
    connect: { timeout, minVersion: "TLSv1.2" },
  });
}

/** Waits for one of the origin's slots, which goes back when the exchange is over. */
async function acquire(exchange: PullExchange, { slots }: Origin, options: TransportOptions): Promise<void> {
  exchange.check();
  if (!slots.take()) {
    exchange.clock.enter("acquire", options.timeouts.acquire);
    await new Promise<void>((resolve) => {
      const leave = slots.wait(() => {
        exchange.onEnd(() => slots.release());
        resolve();
      });
      exchange.onEnd(() => {
        leave();
        resolve();
      });
    });
    return exchange.check();
  }
  exchange.onEnd(() => slots.release());
}

async function send(
  exchange: PullExchange,
  dispatcher: Dispatcher,
  origin: string,
  path: string,
  request: HttpRequest,
  options: TransportOptions,
  connectTimeout: number,
): Promise<HttpResponse> {
  const { method } = request;
  let response: Dispatcher.ResponseData;
  try {
    exchange.clock.enter("headers", options.timeouts.headers);
    response = await dispatcher.request({
      origin,
      path,
      method: method as Dispatcher.HttpMethod,
      headers: headersOf(request),
      body: (bodyOf(request.body, exchange, options) ?? null) as Exclude<
        Dispatcher.DispatchOptions["body"],
        undefined
      >,
      signal: exchange.signal,
    });
  } catch (cause) {
    throw exchange.errorOf(translate(cause, exchange.label, connectTimeout), false);
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  const { statusCode: status, body } = response;
  body.on("error", ignore);
  const empty = method === "HEAD" || status === 204 || status === 304;
  if (empty) body.destroy();
  return exchange.respond(
    status,
    headers,
    empty ? undefined : chunksOf(body, exchange.label, connectTimeout),
    undefined,
  );
}

function headersOf(request: HttpRequest): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name in request.headers) {
    if (!ownHeaders.includes(name)) headers[name] = request.headers[name]!;
  }
  return headers;
}

/** Between a chunk and the question for the next one, undici waits for the server to take it. */
function bodyOf(body: HttpRequest["body"], { clock }: PullExchange, { timeouts }: TransportOptions): unknown {
  if (body === undefined || body instanceof Uint8Array) return body;
  return (async function* () {
    clock.idle();
    for await (const chunk of body) {
      clock.enter("upload", timeouts.upload);
      yield chunk;
      clock.idle();
    }
    clock.enter("headers", timeouts.headers);
  })();
}

async function* chunksOf(
  body: AsyncIterable<Buffer>,
  label: string,
  limit: number,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) yield new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length);
  } catch (cause) {
    throw translate(cause, label, limit);
  }
}

/** Errors that only undici has; the rest is the platform's. */
function translate(cause: unknown, label: string, connectTimeout: number): unknown {
  const { name, code, message } = cause as { name?: string; code?: string; message?: string };
  switch (code) {
    case "UND_ERR_CONNECT_TIMEOUT":
      return timeoutOf("connect", connectTimeout, label);
    case "UND_ERR_HEADERS_OVERFLOW":
      return headersTooLarge(label, cause);
    case "UND_ERR_RES_CONTENT_LENGTH_MISMATCH":
      return new IntegrityError({
        what: `the response of ${label} ends too early`,
        reason: "truncated",
        cause,
      });
    case "UND_ERR_INVALID_ARG":
    case "UND_ERR_REQ_CONTENT_LENGTH_MISMATCH":
      return new TransportError({
        what: `the request cannot be sent: ${message}`,
        code,
        retryable: false,
        cause,
      });
    default:
      return name === "HTTPParserError" && code === undefined
        ? Object.assign(cause as object, { code: "HPE_INVALID" })
        : cause;
  }
}

function ignore(): void {}

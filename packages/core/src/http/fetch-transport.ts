import { TransportError, ValidationError } from "../errors/errors.ts";
import type { HttpRequest, HttpResponse, Transport, TransportOptions } from "./messages.ts";
import { PullExchange } from "./pull-exchange.ts";
import { destroyed } from "./transport-errors.ts";

/** Options of {@link createFetchTransport}. */
export interface FetchTransportOptions {
  /** Function to call; the global one, looked up at each call, when absent. */
  readonly fetch?: typeof fetch;
}

/** Headers that `fetch` sets itself. */
const ownHeaders: readonly string[] = ["host", "connection", "transfer-encoding", "expect"];
/** Segments that a URL parser would resolve, so that another path than the signed one would be sent. */
const dotSegment = /\/(?:\.|%2e){1,2}(?:[/?]|$)/i;

let streaming: boolean | undefined;

/**
 * A transport on `fetch`, for browsers and workers. It never follows a redirect. What `fetch` hides cannot be bounded:
 * `timeouts.headers` covers queue, connection and upload too. Where request streams are missing, streams are read into
 * memory before they are sent. A body with a content coding arrives decoded. Paths with dot segments are refused with
 * {@link ValidationError}, for `fetch` would change them.
 */
export function createFetchTransport(options: FetchTransportOptions = {}): Transport {
  const open = new Set<PullExchange>();
  let duplex: Transport | undefined;
  return {
    async handle(request, transportOptions) {
      if (transportOptions.duplex) {
        return (duplex ??= transportOptions.duplex({})).handle(request, transportOptions);
      }
      const { url } = request;
      const slash = url.indexOf("/", 8);
      const label = url.slice(url.indexOf("//") + 2, slash < 0 ? undefined : slash);
      if (dotSegment.test(url.split("?", 1)[0]!)) {
        const problem = "has a dot segment, which fetch would resolve";
        throw new ValidationError({ problems: [{ path: "url", problem }] });
      }
      const exchange = new PullExchange(label, transportOptions);
      open.add(exchange);
      exchange.onEnd(() => open.delete(exchange));
      return run(exchange, request, transportOptions, options.fetch ?? fetch);
    },
    destroy() {
      for (const exchange of open) exchange.fail(destroyed(exchange.label));
      duplex?.destroy?.();
    },
  };
}

async function run(
  exchange: PullExchange,
  request: HttpRequest,
  options: TransportOptions,
  send: typeof fetch,
): Promise<HttpResponse> {
  let response: Response;
  try {
    exchange.check();
    exchange.clock.enter("headers", options.timeouts.headers);
    response = await send(request.url, await initOf(request, exchange.controller.signal));
  } catch (cause) {
    throw exchange.errorOf(rootOf(cause), false);
  }
  if (response.type === "opaqueredirect") {
    exchange.end();
    const what = `${exchange.label} answered with a redirect`;
    throw new TransportError({ what, code: "REDIRECT", retryable: false });
  }
  const headers: Record<string, string> = {};
  response.headers.forEach((value, name) => (headers[name] = value));
  const encoded = headers["content-encoding"] !== undefined && headers["content-encoding"] !== "aws-chunked";
  const declared =
    encoded || request.method === "HEAD" ? undefined : Number(headers["content-length"] ?? NaN);
  return exchange.respond(
    response.status,
    headers,
    response.body ? chunksOf(response.body) : undefined,
    declared !== undefined && declared >= 0 ? declared : undefined,
  );
}

async function initOf(request: HttpRequest, signal: AbortSignal): Promise<RequestInit> {
  const headers: Record<string, string> = {};
  for (const name in request.headers) {
    if (!ownHeaders.includes(name)) headers[name] = request.headers[name]!;
  }
  const init: Record<string, unknown> = { method: request.method, headers, signal, redirect: "manual" };
  const { body } = request;
  if (body === undefined || body instanceof Uint8Array) delete headers["content-length"];
  if (body instanceof Uint8Array) init["body"] = body;
  else if (body !== undefined) {
    init["body"] = streamOf(body);
    streaming ??= canStream();
    if (streaming) init["duplex"] = "half";
    else init["body"] = await new Response(init["body"] as ReadableStream).arrayBuffer();
  }
  return init as RequestInit;
}

/** Whether streams can be uploaded: who cannot sends their name as text. */
function canStream(): boolean {
  let asked = false;
  const init = {
    method: "POST",
    body: new ReadableStream(),
    get duplex() {
      asked = true;
      return "half";
    },
  };
  const { headers } = new Request("http://localhost", init as RequestInit);
  return asked && !headers.has("content-type");
}

function streamOf(body: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  for (let at = await read(reader); !at.done; at = await read(reader)) yield at.value;
}

async function read(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<{ done: boolean; value: Uint8Array }> {
  try {
    return (await reader.read()) as { done: boolean; value: Uint8Array };
  } catch (cause) {
    throw rootOf(cause);
  }
}

/** `fetch` wraps what happened in a TypeError. */
function rootOf(error: unknown): unknown {
  return (error as { cause?: unknown } | null)?.cause ?? error;
}

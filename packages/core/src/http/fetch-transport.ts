import { TransportError, invalidInput } from "../errors/errors.ts";
import type { HttpRequest, HttpResponse, Transport, TransportOptions } from "./messages.ts";
import { createPullExchange, type PullExchange } from "./pull-exchange.ts";
import { Queue } from "./queue.ts";
import { connectionError, destroyed } from "./transport-errors.ts";

/** Options of {@link createFetchTransport}. */
export interface FetchTransportOptions {
  /** Function to call; the global one, looked up at each call, when absent. */
  readonly fetch?: typeof fetch;
}

/** Headers that `fetch` sets itself. */
const ownHeaders = /^(host|connection|transfer-encoding|expect)$/;
/** Segments that a URL parser would resolve, so that another path than the signed one would be sent. */
const dotSegment = /^[^?]*\/(?:\.|%2e){1,2}(?:[/?]|$)/i;

let streaming: boolean | undefined;

/**
 * A transport on `fetch`, for browsers and workers. It never follows a redirect. What `fetch` hides cannot be bounded:
 * `timeouts.headers` covers queue, connection and upload too. Where request streams are missing, streams are read into
 * memory before they are sent. A body with a content coding arrives decoded. Paths with dot segments are refused with
 * {@link ValidationError}, for `fetch` would change them.
 */
export function createFetchTransport(options: FetchTransportOptions = {}): Transport {
  const open = new Queue<PullExchange>();
  let duplex: Transport | undefined;
  return {
    async handle(request, transportOptions) {
      if (transportOptions.duplex) {
        return (duplex ??= transportOptions.duplex({})).handle(request, transportOptions);
      }
      if (dotSegment.test(request.url)) {
        const problem = "has a dot segment, which fetch would resolve";
        throw invalidInput("url", problem);
      }
      const label = request.url.split("/", 3)[2]!;
      const exchange = createPullExchange(label, transportOptions, (cause, host, connected) =>
        // `fetch` wraps what happened in a TypeError.
        connectionError((cause as { cause?: unknown } | null)?.cause ?? cause, host, connected),
      );
      exchange.onEnd(open.add(exchange));
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
  { timeouts }: TransportOptions,
  send: typeof fetch,
): Promise<HttpResponse> {
  let response: Response;
  try {
    exchange.check();
    exchange.clock.enter("headers", timeouts.headers);
    response = await send(request.url, await initOf(request, exchange.signal));
  } catch (cause) {
    throw exchange.errorOf(cause, false);
  }
  const { status, body, type } = response;
  if (type === "opaqueredirect") {
    exchange.end();
    const what = `${exchange.label} answered with a redirect`;
    throw new TransportError({ what, code: "REDIRECT", retryable: false });
  }
  const headers = Object.fromEntries(response.headers) as Record<string, string>;
  const { "content-encoding": coding = "aws-chunked", "content-length": length } = headers;
  // A body that arrives decoded has another length than was declared.
  const declared =
    length && coding === "aws-chunked" && request.method !== "HEAD" ? Number(length) : undefined;
  return exchange.respond(status, headers, body ? iteratorOf(body) : undefined, declared);
}

async function initOf(
  { method, headers: given, body }: HttpRequest,
  signal: AbortSignal,
): Promise<RequestInit> {
  const headers: Record<string, string> = {};
  for (const name in given) if (!ownHeaders.test(name)) headers[name] = given[name]!;
  const init = { method, headers, signal, redirect: "manual" } as RequestInit & { duplex?: string };
  if (body === undefined || body instanceof Uint8Array) {
    delete headers["content-length"];
    init.body = body as Uint8Array<ArrayBuffer>;
  } else {
    init.body = streamOf(body);
    if ((streaming ??= canStream())) init.duplex = "half";
    else init.body = await new Response(init.body).arrayBuffer();
  }
  return init;
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

/** Not every browser iterates a stream. The exchange aborts what is given up. */
function iteratorOf(stream: ReadableStream<Uint8Array>): AsyncIterator<Uint8Array> {
  const reader = stream.getReader();
  return { next: () => reader.read() as Promise<IteratorResult<Uint8Array>> };
}

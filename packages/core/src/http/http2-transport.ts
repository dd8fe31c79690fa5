import type { Transport } from "./messages.ts";
import { Http2Exchange, type Http2Context } from "./http2-exchange.ts";
import { Http2Pool } from "./http2-pool.ts";
import { Connector, type TlsOptions } from "./node-connect.ts";
import { parseOrigin, type Origin } from "./node-origin.ts";
import type { NodeTransportOptions } from "./node-transport.ts";
import { Queue } from "./queue.ts";
import { destroyed } from "./transport-errors.ts";
import { ConfigError } from "../errors/errors.ts";

/** Options of {@link createHttp2Transport}. */
export interface Http2TransportOptions extends TlsOptions {
  /** Connections per scheme, host and port; further requests wait. Default 50. */
  readonly maxConnections?: NodeTransportOptions["maxConnections"];
  /** URL of a proxy for all requests, or `false` for none. Default: what `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` say. */
  readonly proxy?: NodeTransportOptions["proxy"];
}

/**
 * A transport on `node:http2`, for what HTTP/1.1 cannot do: a response may arrive while its request is written. The
 * platform's transport opens it for bidirectional streams of events; nothing else needs it.
 *
 * Streams to the same host share a connection, which is opened with the first and closed with the last of them. `https` asks
 * for HTTP/2 in the handshake, `http` speaks it from the first byte. A stream that the server refused without doing anything
 * is sent once more. While a request is not complete, a server that answers a ping is not timed out.
 */
export function createHttp2Transport(options: Http2TransportOptions = {}): Transport {
  const { maxConnections = 50, proxy, ca, cert, key } = options;
  const tls: TlsOptions = { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
  const contexts = new Map<string, Promise<Http2Context>>();
  const open = new Queue<Http2Exchange>();

  async function prepare(url: string): Promise<Http2Context> {
    const origin: Origin = { ...parseOrigin(url, maxConnections), protocol: "h2" };
    if (proxy !== false) {
      const { proxyFor } = await import("./proxy.ts");
      origin.proxy = proxyFor(origin, proxy ?? process.env);
    }
    if (origin.proxy && !origin.secure) {
      throw new ConfigError({ what: `HTTP/2 to ${origin.label} needs https to go through a proxy` });
    }
    const [http2, net] = await Promise.all([import("node:http2"), import("node:net")]);
    const pool = new Http2Pool(http2, new Connector(net, tls), maxConnections);
    return { origin, pool, sensitive: http2.sensitiveHeaders, open };
  }

  return {
    async handle(request, transportOptions) {
      const { url } = request;
      const slash = url.indexOf("/", 8);
      const key = slash < 0 ? url : url.slice(0, slash);
      let context = contexts.get(key);
      if (context === undefined) {
        contexts.set(key, (context = prepare(key)));
        context.catch(() => contexts.delete(key));
      }
      return new Http2Exchange(
        await context,
        slash < 0 ? "/" : url.slice(slash),
        request,
        transportOptions,
      ).run();
    },
    destroy() {
      for (const exchange of open) exchange.fail(destroyed(exchange.label));
    },
  };
}

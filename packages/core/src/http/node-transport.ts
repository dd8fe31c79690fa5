import type { HttpResponse, Transport } from "./messages.ts";
import { Connections } from "./node-connections.ts";
import { Connector, type TlsOptions } from "./node-connect.ts";
import { Exchange, type ExchangeContext } from "./node-exchange.ts";
import { parseOrigin, type Origin } from "./node-origin.ts";
import { Queue } from "./queue.ts";
import { destroyed } from "./transport-errors.ts";

/** Options of {@link createNodeTransport}. */
export interface NodeTransportOptions extends TlsOptions {
  /** Keeps connections for later requests; default true. */
  readonly keepAlive?: boolean;
  /** Connections per scheme, host and port; further requests wait. Default 50. */
  readonly maxConnections?: number;
  /** URL of a proxy for all requests (but those for metadata, which never take one), or `false` for none. Default: what `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` say. */
  readonly proxy?: string | false;
}

/** Origins that are remembered at most; idle connections are found through them. */
const maxOrigins = 1_000;

/**
 * A transport on `node:http` with connections that are kept alive. It sends a URL's path exactly as it is given, never
 * follows a redirect and never retries. Idle connections do not keep the process alive. TLS is 1.2 or later, always
 * verified. `destroy` fails what is in flight and closes all connections; the transport can be used afterwards.
 */
export function createNodeTransport(options: NodeTransportOptions = {}): Transport {
  const { maxConnections = 50, keepAlive = true, proxy, ...tls } = options;
  const origins = new Map<string, Origin>();
  const open = new Queue<Exchange>();
  const environment = proxy === undefined && hasProxyVariable(process.env);
  let context: ExchangeContext | undefined;
  let connector: Connector | undefined;
  let duplex: Transport | undefined;
  let direct: Transport | undefined;

  async function prepare(key: string): Promise<Origin> {
    const origin = parseOrigin(key, maxConnections);
    if (proxy || environment) {
      const { proxyFor } = await import("./proxy.ts");
      origin.proxy = proxyFor(origin, proxy || process.env);
    }
    const [http, net] = await Promise.all([import("node:http"), import("node:net")]);
    connector ??= new Connector(net, tls);
    context ??= { request: http.request, open };
    const known = origins.get(key);
    if (known) return known;
    for (const [oldest, { connections }] of origins.size >= maxOrigins ? origins : []) {
      origins.delete(oldest);
      connections?.closeIdle();
      break;
    }
    origin.connections = new Connections(origin, connector, keepAlive);
    origins.set(key, origin);
    return origin;
  }

  return {
    handle(request, transportOptions) {
      if (transportOptions.duplex) {
        return (duplex ??= transportOptions.duplex(options)).handle(request, transportOptions);
      }
      if (transportOptions.direct && (proxy || environment)) {
        direct ??= createNodeTransport({ ...options, proxy: false });
        return direct.handle(request, transportOptions);
      }
      const { url } = request;
      const slash = url.indexOf("/", 8);
      const key = slash < 0 ? url : url.slice(0, slash);
      const path = slash < 0 ? "/" : url.slice(slash);
      const exchange = (origin: Origin): Promise<HttpResponse> =>
        new Exchange(context!, origin, path, request, transportOptions).run();
      const origin = origins.get(key);
      return origin ? exchange(origin) : prepare(key).then(exchange);
    },
    destroy() {
      for (const exchange of open) exchange.fail(destroyed(exchange.label));
      for (const { connections } of origins.values()) connections?.closeIdle();
      duplex?.destroy?.();
      direct?.destroy?.();
    },
  };
}

function hasProxyVariable(env: NodeJS.ProcessEnv): boolean {
  return ["https_proxy", "http_proxy", "all_proxy"].some((name) => env[name] || env[name.toUpperCase()]);
}

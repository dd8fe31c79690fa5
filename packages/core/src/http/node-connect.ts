import type * as Net from "node:net";
import type { Socket } from "node:net";
import type { SecureContext } from "node:tls";
import type { Origin } from "./node-origin.ts";

/** How the Node transport secures connections: the platform's roots and no client certificate when absent. */
export interface TlsOptions {
  /** Certificates of authorities in PEM, in place of the platform's (`AWS_CA_BUNDLE`). */
  readonly ca?: string | Buffer | (string | Buffer)[];
  /** Client certificate in PEM. */
  readonly cert?: string | Buffer;
  /** Private key of the client certificate in PEM. */
  readonly key?: string | Buffer;
}

/** Takes a socket that is not yet one of a request, so that giving the request up closes it. */
export type OnPending = (socket: Socket) => void;

/** Opens connections; an https one is returned before its handshake is done. */
export class Connector {
  readonly #net: typeof Net;
  readonly #options: TlsOptions;
  #context: SecureContext | undefined;

  constructor(net: typeof Net, options: TlsOptions) {
    this.#net = net;
    this.#options = options;
  }

  connect(origin: Origin, onPending: OnPending): Socket | Promise<Socket> {
    const { proxy } = origin;
    if (origin.secure) return this.#secure(origin, onPending);
    if (proxy?.secure) return this.#handshake(proxy.hostname, proxy.port);
    return this.#plain(proxy ?? origin);
  }

  #plain({ hostname, port }: { readonly hostname: string; readonly port: number }): Socket {
    return this.#net.connect({
      host: hostname,
      port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: 1_000,
    });
  }

  async #secure(origin: Origin, onPending: OnPending): Promise<Socket> {
    const { proxy, hostname, port } = origin;
    if (proxy === undefined) return this.#handshake(hostname, port, origin);
    const outer = proxy.secure ? await this.#handshake(proxy.hostname, proxy.port) : this.#plain(proxy);
    onPending(outer);
    await proxy.tunnel(origin, outer);
    return this.#handshake(hostname, port, origin, outer);
  }

  /** `node:tls` is loaded by the first connection that needs it: it takes as long as all else together. */
  async #handshake(host: string, port: number, origin?: Origin, socket?: Socket): Promise<Socket> {
    const tls = await import("node:tls");
    this.#context ??= tls.createSecureContext({ minVersion: "TLSv1.2", ...this.#options });
    const secured = tls.connect({
      host,
      port,
      secureContext: this.#context,
      minVersion: "TLSv1.2",
      servername: this.#net.isIP(host) ? "" : host,
      ALPNProtocols: [origin?.protocol ?? "http/1.1"],
      ...(socket && { socket }),
      ...(origin?.session && { session: origin.session }),
    });
    secured.setNoDelay(true);
    if (origin) secured.on("session", (session) => (origin.session = session));
    return secured;
  }
}

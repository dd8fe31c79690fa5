import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFaultServer, type FaultServer, type Reply, type ServeOptions } from "./fault-server.ts";

/** What a case has in the parent: servers and folders that go away with the run. */
export interface Kit {
  /** Starts a server; its requests and connections are counted with the run's. */
  serve(reply: Reply, options?: ServeOptions): Promise<FaultServer>;
  /** Counts connections and requests of a server of another make. */
  watch(server: WatchedServer): void;
  /** An empty folder. */
  folder(): Promise<string>;
  /** Does something when the run is over. */
  after(step: () => unknown): void;
}

/** A server whose connections must be closed when a client is destroyed. */
export interface WatchedServer {
  readonly sockets: { readonly size: number };
  readonly connections: number;
  readonly requests: { readonly length: number };
}

/** A {@link Kit} and its totals. */
export class RunKit implements Kit {
  readonly #servers: WatchedServer[] = [];
  readonly #steps: (() => unknown)[] = [];

  async serve(reply: Reply, options?: ServeOptions): Promise<FaultServer> {
    const server = await startFaultServer(reply, options);
    this.#servers.push(server);
    this.after(() => server.close());
    return server;
  }

  watch(server: WatchedServer): void {
    this.#servers.push(server);
  }

  async folder(): Promise<string> {
    const path = await mkdtemp(join(tmpdir(), "inia-faults-"));
    this.after(() => rm(path, { recursive: true, force: true }));
    return path;
  }

  after(step: () => unknown): void {
    this.#steps.push(step);
  }

  get requests(): number {
    return this.#servers.reduce((sum, server) => sum + server.requests.length, 0);
  }

  get connections(): number {
    return this.#servers.reduce((sum, server) => sum + server.connections, 0);
  }

  /** Connections that are open now. */
  get open(): number {
    return this.#servers.reduce((sum, server) => sum + server.sockets.size, 0);
  }

  async close(): Promise<void> {
    for (const step of this.#steps.splice(0).reverse()) await step();
  }
}

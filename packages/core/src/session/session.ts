import type { Client } from "../client/client.ts";
import type { ClientConfig } from "../config/client-config.ts";
import { showAs } from "../identity/show-as.ts";
import { shareConfig } from "./share-config.ts";

/** A class of clients, as generated packages export it. */
export type ClientClass<C extends Client, Config extends ClientConfig = ClientConfig> = new (
  config?: Config,
) => C;

/**
 * Shares region, credentials, connections, retry quota and hooks between clients.
 *
 * Making one does no I/O. What a client is given itself wins over what the session has.
 */
export class Session {
  readonly #config: ClientConfig;

  constructor(config: ClientConfig = {}) {
    this.#config = shareConfig(config);
    showAs(this, () => this.toJSON());
  }

  /** Makes a client of this session: `session.createClient(EC2)`. */
  createClient<C extends Client, Config extends ClientConfig>(
    type: ClientClass<C, Config>,
    config?: Config,
  ): C {
    return new type({ ...this.#config, ...config } as Config);
  }

  /** Closes the connections that the session's clients share. */
  destroy(): void {
    this.#config.transport?.destroy?.();
  }

  /** What a log or an inspector sees: never credentials. */
  toJSON(): unknown {
    const { region, profile } = this.#config;
    return { region, profile };
  }
}

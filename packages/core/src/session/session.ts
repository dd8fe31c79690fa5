import { Client } from "../client/client.ts";
import type { ClientConfig } from "../config/client-config.ts";
import type { DescribedSettings } from "../config/describe-settings.ts";
import { showAs } from "../identity/show-as.ts";
import type { Service } from "../pipeline/service.ts";
import { shareConfig } from "./share-config.ts";

/** A class of clients, as generated packages export it. */
export type ClientClass<C extends Client, Config extends ClientConfig = ClientConfig> = new (
  config?: Config,
) => C;

/** Stands for any service where only settings matter that are the same for all. */
const anyService = { id: "" } as Service;

/**
 * Shares region, credentials, connections, retry quota and hooks between clients.
 *
 * Making one does no I/O. What a client is given itself wins over what the session has.
 */
export class Session {
  readonly #given: ClientConfig;
  readonly #shared: ClientConfig;

  constructor(config: ClientConfig = {}) {
    this.#given = config;
    this.#shared = shareConfig(config);
    showAs(this, () => this.toJSON());
  }

  /** Makes a client of this session: `session.createClient(EC2)`. */
  createClient<C extends Client, Config extends ClientConfig>(
    type: ClientClass<C, Config>,
    config?: Config,
  ): C {
    return new type({ ...this.#configFor(config), ...config } as Config);
  }

  /**
   * Every setting of the session's clients, and where each was found: in the code, in a variable, in a profile, or nowhere,
   * so that it has its default. With a class of clients, its own endpoint and settings are among them. Secrets are shown as
   * `***`. No request is sent.
   *
   * @throws {@link ConfigError} for a value that is not allowed and for a profile that does not exist.
   */
  async describeConfig(type?: ClientClass<Client>): Promise<DescribedSettings> {
    const [{ describeConfig }, { describeCredentials }] = await Promise.all([
      import("./describe-config.ts"),
      import("./describe-credentials.ts"),
    ]);
    const client = type ? this.createClient(type) : new Client(anyService, this.#shared);
    return {
      ...(await describeConfig(client)),
      credentials: await describeCredentials(this.#given, this.#shared.environment!),
    };
  }

  /** Closes the connections that the session's clients share. */
  destroy(): void {
    this.#shared.transport?.destroy?.();
  }

  /** What a log or an inspector sees: never credentials. */
  toJSON(): unknown {
    const { region, profile } = this.#shared;
    return { region, profile };
  }

  /** What is shared with a client of its own configuration: credentials of another profile are not the session's. */
  #configFor({ profile, environment, caBundle }: ClientConfig = {}): ClientConfig {
    const { credentials, transport, ...rest } = this.#shared;
    const found = (profile ?? environment) ? this.#given.credentials : credentials;
    const connected = caBundle === undefined ? transport : this.#given.transport;
    return { ...rest, ...(found && { credentials: found }), ...(connected && { transport: connected }) };
  }
}

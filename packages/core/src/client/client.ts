import type { ClientConfig } from "../config/client-config.ts";
import { Queue } from "../http/queue.ts";
import { showAs } from "../identity/show-as.ts";
import type { CallOptions } from "../pipeline/call-options.ts";
import type { ClientContext } from "../pipeline/client-context.ts";
import { send } from "../pipeline/send.ts";
import type { Service } from "../pipeline/service.ts";
import type { Operation } from "../shape/operation.ts";
import type { WithMetadata } from "../shape/values.ts";
import { openContext } from "./open-context.ts";

/** Input and options of a call; the input may be left out when no member is required. */
export type SendArguments<Input> = {} extends Input
  ? [input?: Input, options?: CallOptions]
  : [input: Input, options?: CallOptions];

/**
 * The base of every service's client: it sends operations.
 *
 * Making one does no I/O: files, environment and credentials are read when the first call needs them, once.
 */
export class Client<Id extends string = string> {
  readonly #service: Service<Id>;
  readonly #config: ClientConfig;
  #context: Promise<ClientContext> | undefined;
  #open: ClientContext | undefined;

  /** Called by generated packages, which know their service. */
  constructor(service: Service<Id>, config: ClientConfig) {
    this.#service = service;
    this.#config = { ...config };
    showAs(this, () => this.toJSON());
  }

  /** Id of the service, as its model gives it: `DynamoDB`. */
  get serviceId(): Id {
    return this.#service.id;
  }

  /**
   * Calls an operation.
   *
   * @throws {@link ServiceError} (or the operation's own subclass) when the service refuses, {@link ValidationError} for
   * input that cannot be sent, {@link CredentialsError} and {@link ConfigError} when something is missing to send it,
   * {@link TransportError}, {@link TimeoutError} and {@link IntegrityError} when no whole answer came, {@link AbortError}
   * when `options.signal` fired.
   */
  send<Input extends object, Output>(
    operation: Operation<Id, Input, Output, any>,
    ...[input, options]: SendArguments<Input>
  ): Promise<WithMetadata<Output>> {
    const call = (context: ClientContext): Promise<any> =>
      send(context, operation, input ?? {}, options ?? {});
    return this.#open ? call(this.#open) : this.context().then(call);
  }

  /** What calls of this client share. For verbs over clients (`presign`); not a part of the public contract. */
  async context(): Promise<ClientContext> {
    this.#context ??= openContext(this.#service, this.#config);
    try {
      return (this.#open = await this.#context);
    } catch (error) {
      this.#context = undefined; // a file that is put right is read again
      throw error;
    }
  }

  /** Ends the client: what is in flight fails, idle connections are closed. A transport given by the caller is left alone. */
  destroy(): void {
    void this.#context?.then((context) => {
      const { waits, transport } = context;
      context.waits = new Queue();
      for (const end of waits) end();
      if (this.#config.transport === undefined) transport.destroy?.();
    }, noop);
  }

  /** What a log or an inspector sees: never credentials. */
  toJSON(): unknown {
    return { service: this.#service.id, region: this.#open?.settings.region };
  }
}

/** The failure of opening is the caller's, who saw it; destroying after it is fine. */
function noop(): void {}

import type { Environment } from "../config/environment.ts";
import type { ResolvedConfig } from "../config/settings.ts";
import type { Endpoint } from "../endpoint/endpoint.ts";
import type { Timeouts, Transport } from "../http/messages.ts";
import type { Queue } from "../http/queue.ts";
import type { Credentials, Token } from "../identity/identity.ts";
import type { ClockSkew } from "../retry/clock-skew.ts";
import type { RetryStrategy } from "../retry/retry-strategy.ts";
import type { Hooks } from "../config/hooks.ts";
import type { EndpointParameters } from "../shape/operation.ts";
import type { Service } from "./service.ts";

/** What the stages of a call take from the client: everything that outlives a call. */
export interface ClientContext {
  readonly service: Service;
  /** The client's settings, merged from code, environment and shared files before the first call. */
  readonly settings: ResolvedConfig;
  readonly environment: Environment;
  readonly timeouts: Timeouts;
  readonly transport: Transport;
  readonly retryStrategy: RetryStrategy;
  readonly clockSkew: ClockSkew;
  readonly hooks: Hooks | undefined;
  readonly userAgent: string;
  /** Whether this is a Lambda function; asked once, for the variables of a process are slow to read. */
  readonly inLambda: boolean;
  /** Credentials from the cache; undefined for an anonymous client. */
  readonly credentials: () => Promise<Credentials> | Credentials | undefined;
  /** Other credentials than those that a service rejected as expired; undefined when there are none. */
  readonly replaceCredentials: (rejected: Credentials) => Promise<Credentials | undefined>;
  readonly token: () => Promise<Token> | Token;
  /** Ends what calls wait for outside of the transport. When the client is destroyed, they are called, and others take their place. */
  waits: Queue<() => void>;
  /** The last endpoint, and the parameters that it was resolved with. */
  resolved: { readonly parameters: EndpointParameters; readonly endpoint: Endpoint } | undefined;
}

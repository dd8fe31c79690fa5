import type { CredentialProvider, Credentials, TokenProvider } from "../identity/identity.ts";
import type { Timeouts, Transport } from "../http/messages.ts";
import type { RetryStrategy } from "../retry/retry-strategy.ts";
import type { Signer } from "../signing/signer.ts";
import type { Environment } from "./environment.ts";
import type { Hooks } from "./hooks.ts";
import type { Protocol } from "../protocols/protocol.ts";

/** How failed attempts are repeated; `legacy` is botocore's old way. */
export type RetryMode = "standard" | "adaptive" | "legacy";

/** A set of defaults that fits where the program runs; `legacy` keeps botocore's. */
export type DefaultsMode = "legacy" | "standard" | "in-region" | "cross-region" | "mobile" | "auto";

/** Takes what the SDK has to say; `console` fits. Secrets never reach it. */
export interface Logger {
  debug?(message: string, details?: Record<string, unknown>): void;
  info?(message: string, details?: Record<string, unknown>): void;
  warn?(message: string, details?: Record<string, unknown>): void;
  error?(message: string, details?: Record<string, unknown>): void;
}

/** S3's own settings; the `s3` section of a profile. */
export interface S3Config {
  addressingStyle?: "auto" | "virtual" | "path";
  useAccelerateEndpoint?: boolean;
  useDualstackEndpoint?: boolean;
  payloadSigningEnabled?: boolean;
  useArnRegion?: boolean;
  usEast1RegionalEndpoint?: "legacy" | "regional";
  disableMultiregionAccessPoints?: boolean;
}

/**
 * Configuration of a client or a session. What is left out comes from the environment, then from the active profile of
 * the shared files, then from a default. Names are camelCase of botocore's.
 */
export interface ClientConfig {
  /** AWS region, such as `eu-west-1`. */
  region?: string | (() => Promise<string>);
  /** Credentials or a function that gives them; `"anonymous"` sends unsigned requests. */
  credentials?: Credentials | CredentialProvider | "anonymous";
  /** Bearer token provider for services that take one. */
  token?: TokenProvider;
  /** URL to use in place of the resolved endpoint: `http://localhost:4566`. */
  endpoint?: string;
  /** Profile of the shared files. */
  profile?: string;
  /** Requests per call at most, the first one included. Default 3 (DynamoDB 4). */
  maxAttempts?: number;
  retryMode?: RetryMode;
  /** Replaces `maxAttempts` and `retryMode`. */
  retryStrategy?: RetryStrategy;
  /** Strategies that clients of a session share, by what they were made with. A session gives its own to its clients. */
  retryStrategies?: Map<string, RetryStrategy>;
  useFipsEndpoint?: boolean;
  useDualstackEndpoint?: boolean;
  /** Bounds on waiting, in milliseconds; each has a default. */
  timeouts?: Partial<Timeouts>;
  transport?: Transport;
  /** Another protocol than the one the service's description chooses. */
  protocol?: Protocol;
  /** Another signer than the one the endpoint asks for. */
  signer?: Signer;
  logger?: Logger;
  /** Functions around calls and attempts. */
  hooks?: Hooks;
  /** What surrounds the program: variables and shared files. A session shares one between its clients. */
  environment?: Environment;
  /** Checks inputs before sending; default true. */
  parameterValidation?: boolean;
  /** Puts an operation's host prefix before the host; default true. */
  injectHostPrefix?: boolean;
  ignoreConfiguredEndpointUrls?: boolean;
  accountIdEndpointMode?: "preferred" | "disabled" | "required";
  requestChecksumCalculation?: "when_supported" | "when_required";
  responseChecksumValidation?: "when_supported" | "when_required";
  requestMinCompressionSizeBytes?: number;
  disableRequestCompression?: boolean;
  disableClockSkewCorrection?: boolean;
  userAgentAppid?: string;
  /** Defaults for time limits and regional endpoints; `auto` finds out where the program runs. Default `legacy`. */
  defaultsMode?: DefaultsMode;
  /** Auth schemes in the order of preference, such as `["sigv4a", "sigv4"]`. */
  authSchemePreference?: readonly string[];
  /** Regions that a `sigv4a` signature is good for; `["*"]` for all. */
  sigv4aSigningRegionSet?: readonly string[];
  /** Whether to ask a service for its endpoints; `auto` where the service requires it. */
  endpointDiscoveryEnabled?: boolean | "auto";
  stsRegionalEndpoints?: "legacy" | "regional";
  /** Signs S3 Express requests with the credentials themselves instead of a session of the bucket. */
  s3DisableExpressSessionAuth?: boolean;
  /** File with the certificates to trust, in PEM. */
  caBundle?: string;
  /** Bound on a response body that is read whole, in bytes. Default 512 MiB. */
  maxBodyBytes?: number;
  /** Parameters of the endpoint ruleset that only this service has, by their name there. */
  clientContextParams?: Readonly<Record<string, string | boolean>>;
  s3?: S3Config;
}

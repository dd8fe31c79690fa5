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
  /** Puts the bucket into the host name (`virtual`) or into the path; `auto` takes the host where the name fits. */
  addressingStyle?: "auto" | "virtual" | "path";
  /** Uses S3 Transfer Acceleration. */
  useAccelerateEndpoint?: boolean;
  /** Uses endpoints of S3 that are reached over IPv6 as well. */
  useDualstackEndpoint?: boolean;
  /** Whether bodies of bytes are signed; default: those without a checksum. */
  payloadSigningEnabled?: boolean;
  /** Calls the region of an ARN that stands for a bucket, not the client's. Default true. */
  useArnRegion?: boolean;
  /** `legacy` calls `s3.amazonaws.com` for us-east-1. */
  usEast1RegionalEndpoint?: "legacy" | "regional";
  /** Refuses ARNs of Multi-Region Access Points. */
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
  /** Default `standard`. In a browser the other modes are given as `retryStrategy`, such as `createAdaptiveRetry()`. */
  retryMode?: RetryMode;
  /** Replaces `maxAttempts` and `retryMode`. */
  retryStrategy?: RetryStrategy;
  /** Strategies that clients of a session share, by what they were made with. A session gives its own to its clients. */
  retryStrategies?: Map<string, RetryStrategy>;
  /** Uses endpoints whose cryptography is validated for FIPS 140. */
  useFipsEndpoint?: boolean;
  /** Uses endpoints that are reached over IPv6 as well. */
  useDualstackEndpoint?: boolean;
  /** Bounds on waiting, in milliseconds; each has a default. */
  timeouts?: Partial<Timeouts>;
  /** Sends requests. Default: over `node:http`, in a browser with `fetch`. */
  transport?: Transport;
  /** Another protocol than the one the service's description chooses. */
  protocol?: Protocol;
  /** Another signer than the one the endpoint asks for. */
  signer?: Signer;
  /** Takes what the SDK has to say; default nobody. */
  logger?: Logger;
  /** Functions around calls and attempts. */
  hooks?: Hooks;
  /** What surrounds the program: variables and shared files. A session shares one between its clients. */
  environment?: Environment;
  /** Checks inputs before sending; default true. */
  parameterValidation?: boolean;
  /** Puts an operation's host prefix before the host; default true. */
  injectHostPrefix?: boolean;
  /** Ignores the endpoint URLs of variables and profile. */
  ignoreConfiguredEndpointUrls?: boolean;
  /** Whether endpoints with the account's id are used where a service has them. */
  accountIdEndpointMode?: "preferred" | "disabled" | "required";
  /** Gives requests a checksum wherever the operation knows one, or only where it requires one. */
  requestChecksumCalculation?: "when_supported" | "when_required";
  /** Checks the checksums of responses wherever there is one, or only where the input asks for it. */
  responseChecksumValidation?: "when_supported" | "when_required";
  /** Size from which on bodies are compressed where the operation takes that, in bytes: 1 to 1,048,576. */
  requestMinCompressionSizeBytes?: number;
  /** Sends every body as it is. */
  disableRequestCompression?: boolean;
  /** Signs with this machine's time even when the service says that it is wrong. */
  disableClockSkewCorrection?: boolean;
  /** The application's name in the user agent. */
  userAgentAppid?: string;
  /** Defaults for time limits and regional endpoints; `auto` finds out where the program runs. Default `legacy`. */
  defaultsMode?: DefaultsMode;
  /** Auth schemes in the order of preference, such as `["sigv4a", "sigv4"]`. */
  authSchemePreference?: readonly string[];
  /** Regions that a `sigv4a` signature is good for; `["*"]` for all. */
  sigv4aSigningRegionSet?: readonly string[];
  /** Whether to ask a service for its endpoints; `auto` where the service requires it. */
  endpointDiscoveryEnabled?: boolean | "auto";
  /** `legacy` sends calls of STS to `sts.amazonaws.com` in the regions that are older than regional endpoints. */
  stsRegionalEndpoints?: "legacy" | "regional";
  /** Signs S3 Express requests with the credentials themselves instead of a session of the bucket. */
  s3DisableExpressSessionAuth?: boolean;
  /** File with the certificates to trust, in PEM. */
  caBundle?: string;
  /** Bound on a response body that is read whole, in bytes. Default 512 MiB. */
  maxBodyBytes?: number;
  /** Parameters of the endpoint ruleset that only this service has, by their name there. */
  clientContextParams?: Readonly<Record<string, string | boolean>>;
  /** Settings that only S3 has. */
  s3?: S3Config;
}

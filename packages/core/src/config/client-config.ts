import type { CredentialProvider, Credentials, TokenProvider } from "../identity/identity.ts";
import type { Timeouts, Transport } from "../http/messages.ts";
import type { RetryStrategy } from "../retry/retry-strategy.ts";
import type { Signer } from "../signing/signer.ts";
import type { Protocol } from "../protocols/protocol.ts";

/** How failed attempts are repeated; `legacy` is botocore's old way. */
export type RetryMode = "standard" | "adaptive" | "legacy";

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
  /** Parameters of the endpoint ruleset that only this service has, by their name there. */
  clientContextParams?: Readonly<Record<string, string | boolean>>;
  s3?: S3Config;
}

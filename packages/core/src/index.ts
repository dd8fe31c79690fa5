/** What applications import: sessions, verbs over clients, errors and the seams that they may replace. */
export { Client } from "./client/client.ts";
export { Session } from "./session/session.ts";
export { describeConfig } from "./session/describe-config.ts";
export type { DescribedSetting, DescribedSettings } from "./config/describe-settings.ts";
export { paginate, type Paginated, type PaginateOptions } from "./paginate/paginate.ts";
export { waitUntil, WaiterError, type WaitOptions } from "./wait-until/wait-until.ts";
export type { ClientConfig, Logger, RetryMode, S3Config } from "./config/client-config.ts";
export type { CallOptions } from "./pipeline/call-options.ts";
export type { AttemptHook, CallHook, HookedCall, Hooks } from "./config/hooks.ts";
export { maskInput } from "./pipeline/mask-input.ts";
export { SdkError } from "./errors/sdk-error.ts";
export { ServiceError, isServiceError } from "./errors/service-error.ts";
export {
  AbortError,
  ConfigError,
  CredentialsError,
  IntegrityError,
  ParseError,
  TimeoutError,
  TlsError,
  TransportError,
  ValidationError,
  type InputProblem,
  type TimeoutPhase,
} from "./errors/errors.ts";
export type {
  BufferedResponse,
  HttpRequest,
  HttpResponse,
  Timeouts,
  Transport,
  TransportOptions,
} from "./http/messages.ts";
export type { StreamingBody } from "./http/streaming-body.ts";
export type { CredentialProvider, Credentials, Identity, Token, TokenProvider } from "./identity/identity.ts";
export type { Signer, SigningContext } from "./signing/signer.ts";
export type { Protocol, ParsedError, ParsedOutput, RequestDraft } from "./protocols/protocol.ts";
export { createAdaptiveRetry, type AdaptiveRetryOptions } from "./retry/adaptive-retry.ts";
export { createLegacyRetry, type LegacyRetryOptions } from "./retry/legacy-retry.ts";
export { createStandardRetry, type StandardRetryOptions } from "./retry/standard-retry.ts";
export type { Environment } from "./config/environment.ts";
export { resolveRef, type Ref } from "./shape/shape.ts";
export type { FailedAttempt, RetryDecision, RetryStrategy } from "./retry/retry-strategy.ts";
export type { AuthScheme, Endpoint } from "./endpoint/endpoint.ts";
export type { Service } from "./pipeline/service.ts";
export type {
  ErrorsOf,
  InputOf,
  AnyOperation,
  Operation,
  OutputOf,
  PaginatedOperation,
  EndpointParameters,
} from "./shape/operation.ts";
export type { Waiter } from "./shape/waiter.ts";
export type {
  BlobInput,
  DocumentValue,
  ResponseMetadata,
  StreamingInput,
  WithMetadata,
} from "./shape/values.ts";

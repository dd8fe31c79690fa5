import { isServiceError } from "../errors/service-error.ts";
import { serviceOf, type SdkError } from "../errors/sdk-error.ts";
import type { ErrorType } from "../shape/operation.ts";

/** Why an attempt may be repeated: the service asked for less, or something passed by that will not come again. */
export type RetryClass = "throttling" | "transient";

/** Codes that ask for less, whatever the status (Retry 2.1). */
const throttlingCodes: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "BandwidthLimitExceeded",
  "EC2ThrottledException",
  "LimitExceededException",
  "PriorRequestNotComplete",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "SlowDown",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
  "TransactionInProgressException",
]);

/**
 * Why an attempt that failed may be repeated, or undefined if it may not. A service's answer is judged by code, status and
 * the model's `retryable` trait; any other error by its own `retryable`.
 */
export function classify(error: SdkError): RetryClass | undefined {
  const transient = error.retryable ? "transient" : undefined;
  if (!isServiceError(error)) return transient;
  const { code, statusCode } = error;
  const modelled = (error.constructor as unknown as Partial<ErrorType>).retryable;
  if (modelled === "throttling" || statusCode === 429 || throttlingCodes.has(code)) return "throttling";
  if (modelled || code === "RequestTimeout" || code === "RequestTimeoutException") return "transient";
  if (code === "IDPCommunicationError" && serviceOf(error) === "STS") return "transient";
  return statusCode === 500 || (statusCode >= 502 && statusCode <= 504) ? "transient" : transient;
}

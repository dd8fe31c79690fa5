// The retry mode that botocore calls `legacy`: no quota, uncapped delays, and rules that need both status and code.

import { isServiceError } from "../errors/service-error.ts";
import type { SdkError } from "../errors/sdk-error.ts";
import type { RetryDecision, RetryStrategy } from "./retry-strategy.ts";

/** Options of {@link createLegacyRetry}. */
export interface LegacyRetryOptions {
  /** `endpointPrefix` of the service, which some rules belong to. */
  readonly endpointPrefix?: string | undefined;
  /** Requests per call at most, the first one included. Default 5; 10 for DynamoDB. */
  readonly maxAttempts?: number | undefined;
  /** Number from 0 up to 1; for tests. */
  readonly random?: (() => number) | undefined;
}

const statuses: readonly number[] = [500, 502, 503, 504, 509, 429];

/** Status and code, both of which must match, for every service. */
const rules: readonly string[] = [
  "400 Throttling",
  "400 ThrottlingException",
  "400 ThrottledException",
  "400 RequestThrottledException",
  "400 ProvisionedThroughputExceededException",
];

/** The same by endpoint prefix. */
const serviceRules: Readonly<Record<string, readonly string[]>> = {
  organizations: ["400 TooManyRequestsException"],
  dynamodb: ["409 ReplicatedWriteConflictException", "400 TransactionInProgressException"],
  ec2: ["503 RequestLimitExceeded", "503 EC2ThrottledException"],
  cloudsearch: ["509 BandwidthLimitExceeded"],
  kinesis: ["400 LimitExceededException"],
  sqs: ["403 RequestThrottled"],
  s3: ["400 RequestTimeout", "400 BadDigest"],
  glacier: ["408 RequestTimeoutException"],
  route53: ["400 Throttling", "400 PriorRequestNotComplete"],
  sts: ["400 IDPCommunicationError"],
};

/** botocore's old strategy, for those who depend on it. Connections that failed or stalled are repeated as in the standard one. */
export function createLegacyRetry(options: LegacyRetryOptions = {}): RetryStrategy {
  const { endpointPrefix = "", random = Math.random } = options;
  const dynamodb = endpointPrefix === "dynamodb";
  const own = Object.hasOwn(serviceRules, endpointPrefix) ? serviceRules[endpointPrefix]! : [];
  const { maxAttempts = dynamodb ? 10 : 5 } = options;
  const repeats = (error: SdkError): boolean => {
    if (!isServiceError(error)) return error.retryable;
    const rule = `${error.statusCode} ${error.code}`;
    return statuses.includes(error.statusCode) || rules.includes(rule) || own.includes(rule);
  };
  return {
    maxAttempts,
    afterFailure({ error, attempt, maxAttempts: limit }): RetryDecision {
      error.retryable = repeats(error);
      if (!error.retryable || attempt >= limit) return { refuse: true };
      return { delay: (dynamodb ? 50 : random() * 1000) * 2 ** (attempt - 1) };
    },
    afterSuccess() {
      return undefined;
    },
  };
}

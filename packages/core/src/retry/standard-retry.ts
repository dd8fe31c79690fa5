// Retry behaviour 2.1 of the AWS SDKs: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
// A quota of 500 per strategy; a retry takes 14, after throttling 5; what the last retry took comes back when the call
// succeeds, and a call without a retry adds 1. Delays are full jitter over an exponential base, capped at 20 s.

import { classify } from "./classify.ts";
import type { FailedAttempt, RetryDecision, RetryStrategy } from "./retry-strategy.ts";

/** Options of {@link createStandardRetry}. */
export interface StandardRetryOptions {
  /** Requests per call at most, the first one included. Default 3; DynamoDB's clients use 4. */
  readonly maxAttempts?: number | undefined;
  /** Milliseconds of the first delay at most, unless the service throttles. Default 50; DynamoDB's clients use 25. */
  readonly baseDelay?: number | undefined;
  /** Size of the quota. Default 500. */
  readonly quota?: number | undefined;
  /** Number from 0 up to 1; for tests. */
  readonly random?: (() => number) | undefined;
}

const retryCost = 14;
const throttlingCost = 5;
const throttlingDelay = 1_000;
const maxDelay = 20_000;
/** Milliseconds by which a server's hint may lengthen a delay. */
const hintMargin = 5_000;

/**
 * The standard strategy. One object keeps one quota: give it to several clients to share that. Errors that it would repeat
 * get `retryable: true`, also when the attempts or the quota are used up.
 */
export function createStandardRetry(options: StandardRetryOptions = {}): RetryStrategy {
  const { maxAttempts = 3, baseDelay = 50, quota = 500, random = Math.random } = options;
  let left = quota;
  return {
    maxAttempts,
    afterFailure({ error, attempt, maxAttempts: limit, retryAfter, longPoll }: FailedAttempt): RetryDecision {
      const kind = classify(error);
      if (kind === undefined) return { refuse: true };
      error.retryable = true;
      if (attempt >= limit) return { refuse: true };
      const throttled = kind === "throttling";
      const ceiling = Math.min(maxDelay, (throttled ? throttlingDelay : baseDelay) * 2 ** (attempt - 1));
      let delay = random() * ceiling;
      if (retryAfter !== undefined && retryAfter >= 0) {
        delay = Math.min(Math.max(retryAfter, delay), delay + hintMargin);
      }
      const cost = throttled ? throttlingCost : retryCost;
      if (cost > left) return longPoll ? { refuse: true, wait: delay } : { refuse: true };
      left -= cost;
      return { delay, cost };
    },
    afterSuccess(attempt, cost = retryCost) {
      left = Math.min(quota, left + (attempt > 1 ? cost : 1));
    },
  };
}

import { classify } from "./classify.ts";
import { RateLimiter } from "./rate-limiter.ts";
import type { RetryStrategy } from "./retry-strategy.ts";
import { createStandardRetry, type StandardRetryOptions } from "./standard-retry.ts";

/** Options of {@link createAdaptiveRetry}. */
export interface AdaptiveRetryOptions extends StandardRetryOptions {
  /** Milliseconds of a clock that never goes back; for tests. */
  readonly now?: () => number;
}

/**
 * The standard strategy with a limit on the rate of sending: once a service throttles, calls wait before they are sent.
 * One object limits all clients that share it.
 */
export function createAdaptiveRetry(options: AdaptiveRetryOptions = {}): RetryStrategy {
  const { now = () => performance.now() } = options;
  const standard = createStandardRetry(options);
  const limiter = new RateLimiter(() => now() / 1000);
  return {
    maxAttempts: standard.maxAttempts,
    beforeAttempt: (signal) => limiter.acquire(signal),
    afterFailure(failed) {
      limiter.update(classify(failed.error) === "throttling");
      return standard.afterFailure(failed);
    },
    afterSuccess(attempt, cost) {
      limiter.update(false);
      standard.afterSuccess(attempt, cost);
    },
  };
}

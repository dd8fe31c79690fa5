import type { SdkError } from "../errors/sdk-error.ts";

/** What a retry strategy knows about an attempt that failed. */
export interface FailedAttempt {
  readonly error: SdkError;
  /** 1 for the first request of the call. */
  readonly attempt: number;
  readonly maxAttempts: number;
  /** `x-amz-retry-after` or `Retry-After` in milliseconds. */
  readonly retryAfter?: number | undefined;
  /** The operation waits on the server for work (SQS ReceiveMessage, …). */
  readonly longPoll?: boolean;
}

/** Send again after `delay` milliseconds, or give up; `wait` on a refusal asks to wait before giving up. */
export type RetryDecision =
  | {
      readonly delay: number;
      /** What the retry took from the quota; handed back to {@link RetryStrategy.afterSuccess} if the call succeeds. */
      readonly cost?: number;
    }
  | { readonly refuse: true; readonly wait?: number };

/** Decides whether and when to send again. One object may serve many clients: it holds their common quota. */
export interface RetryStrategy {
  readonly maxAttempts: number;
  /** Called before each attempt; a strategy that limits the rate waits here. */
  beforeAttempt?(signal: AbortSignal | undefined): Promise<void> | undefined;
  /** What to do after an attempt that failed. */
  afterFailure(failed: FailedAttempt): RetryDecision;
  /** Called when an attempt succeeds, with its number and, after a retry, the last decision's `cost`. */
  afterSuccess(attempt: number, cost?: number): void;
}

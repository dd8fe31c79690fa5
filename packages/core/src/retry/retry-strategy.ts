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

/** Decides whether and when to send again. One object may serve many clients: it holds their common quota. */
export interface RetryStrategy {
  readonly maxAttempts: number;
  /** Called before each attempt; a strategy that limits the rate waits here. */
  beforeAttempt?(signal: AbortSignal | undefined): Promise<void> | undefined;
  /** Milliseconds to wait before the next attempt, or undefined to give up; `wait` on a refusal asks to wait before giving up. */
  afterFailure(failed: FailedAttempt): { delay: number } | { refuse: true; wait?: number };
  /** Called when an attempt succeeds; `retried` says whether it was not the first. */
  afterSuccess(attempt: number): void;
}

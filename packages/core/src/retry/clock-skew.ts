import type { SdkError } from "../errors/sdk-error.ts";

/** Milliseconds by which clocks may differ; services reject signatures that are five minutes off. */
const tolerance = 240_000;
/** An attempt that took longer says too little about the server's clock. */
const longestAttempt = 900_000;

/** Codes with which services reject a signature, or credentials, that seem too old or too young. */
const skewCodes: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "RequestTimeTooSkewed",
  "InvalidSignatureException",
  "SignatureDoesNotMatch",
  "AuthFailure",
  "AccessDeniedException",
  "RequestExpired",
  "RequestInTheFuture",
]);

/**
 * How far the servers' clock is from ours, learnt from the `date` of their responses; one per client. A response moves
 * the offset only by four minutes or more, so that signatures of concurrent calls agree.
 */
export class ClockSkew {
  /** Milliseconds to add to `Date.now()`. */
  offset = 0;
  /** The last date that was read: a busy client sees the same one many times a second. */
  #date: string | undefined;
  #time = NaN;
  readonly #disabled: boolean;
  readonly #now: () => number;

  /** `disabled` as `AWS_DISABLE_CLOCK_SKEW_CORRECTION` says; `now` is for tests. */
  constructor(disabled = false, now: () => number = Date.now) {
    this.#disabled = disabled;
    this.#now = now;
  }

  /**
   * Takes note of a response, good or bad, to a request that was signed at `signedAt` (our clock, uncorrected); true when
   * the offset moved by it.
   */
  observe(signedAt: number, headers: Readonly<Record<string, string>>): boolean {
    const date = headers["date"];
    // A cached response has the date of when it was made.
    if (this.#disabled || date === undefined || headers["age"] !== undefined) return false;
    const received = this.#now();
    if (received - signedAt > longestAttempt) return false;
    if (date !== this.#date) this.#time = Date.parse((this.#date = date));
    const candidate = this.#time - (signedAt + received) / 2;
    if (!(Math.abs(candidate - this.offset) >= tolerance)) return false;
    this.offset = candidate;
    return true;
  }

  /** Whether an attempt that was signed with an offset failed by a clock that has been corrected since: then it is worth another. */
  corrected(error: SdkError, signedWith: number): boolean {
    const moved = Math.abs(this.offset - signedWith) >= tolerance;
    return moved && skewCodes.has((error as { code?: string }).code ?? "");
  }
}

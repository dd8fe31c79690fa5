import { onAbort } from "../http/on-abort.ts";
import { Queue } from "../http/queue.ts";
import { abortErrorOf } from "../http/transport-errors.ts";

/** Seconds over which the rate of sending is measured. */
const bucketSeconds = 0.5;
const smoothing = 0.8;
/** CUBIC (RFC 9438) as the AWS SDKs set it: growth and the share that is kept after throttling. */
const scale = 0.4;
const beta = 0.7;
/** Requests per second at least. */
const minRate = 0.5;

/**
 * A client's own limit on the rate of sending, found by CUBIC from what the service throttles. It is off until the first
 * throttling. Waiters go first come, first served; each waits no longer than a later change of the rate makes it.
 */
export class RateLimiter {
  readonly #now: () => number;
  #enabled = false;
  #measured = 0;
  #bucket: number;
  #count = 0;
  #lastMaxRate = 0;
  #lastThrottled: number;
  /** Seconds after throttling at which the last good rate is reached again. */
  #recovery = 0;
  #rate = minRate;
  #capacity = 1;
  #tokens = 0;
  #refilledAt: number;
  readonly #queue: Queue<() => void> = new Queue();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `now` gives seconds. */
  constructor(now: () => number) {
    this.#now = now;
    this.#refilledAt = this.#lastThrottled = now();
    this.#bucket = Math.floor(now());
    this.#setRate(1);
  }

  /** Takes a token; waits for one while the service throttles. Rejects with {@link AbortError} as soon as the signal fires. */
  acquire(signal: AbortSignal | undefined): Promise<void> | undefined {
    if (!this.#enabled) return undefined;
    this.#refill();
    if (this.#queue.size === 0 && this.#tokens >= 1) {
      this.#tokens--;
      return undefined;
    }
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(abortErrorOf(signal));
      const waiter = (): void => {
        leaveSignal?.();
        resolve();
      };
      const fail = (): void => {
        leaveQueue();
        reject(abortErrorOf(signal!));
      };
      const leaveSignal = signal && onAbort(signal, fail);
      const leaveQueue = this.#queue.add(waiter);
      this.#serve();
    });
  }

  /** Takes note of a response. */
  update(throttled: boolean): void {
    const now = this.#now();
    this.#measure(now);
    let rate: number;
    if (throttled) {
      const used = this.#enabled ? Math.min(this.#measured, this.#rate) : this.#measured;
      this.#lastMaxRate = used;
      this.#recovery = Math.cbrt((used * (1 - beta)) / scale);
      this.#lastThrottled = now;
      this.#enabled = true;
      rate = used * beta;
    } else rate = scale * (now - this.#lastThrottled - this.#recovery) ** 3 + this.#lastMaxRate;
    this.#setRate(Math.min(rate, 2 * this.#measured));
    if (this.#queue.size > 0) this.#serve();
  }

  #measure(now: number): void {
    const bucket = Math.floor(now / bucketSeconds) * bucketSeconds;
    this.#count++;
    if (bucket <= this.#bucket) return;
    const current = this.#count / (bucket - this.#bucket);
    this.#measured = current * smoothing + this.#measured * (1 - smoothing);
    this.#count = 0;
    this.#bucket = bucket;
  }

  #setRate(rate: number): void {
    this.#refill();
    this.#rate = Math.max(rate, minRate);
    this.#capacity = Math.max(rate, 1);
    this.#tokens = Math.min(this.#tokens, this.#capacity);
  }

  #refill(): void {
    const now = this.#now();
    this.#tokens = Math.min(this.#capacity, this.#tokens + (now - this.#refilledAt) * this.#rate);
    this.#refilledAt = now;
  }

  #serve(): void {
    clearTimeout(this.#timer);
    this.#refill();
    while (this.#queue.size > 0 && this.#tokens >= 1) {
      this.#tokens--;
      this.#queue.take()!();
    }
    if (this.#queue.size === 0) return;
    this.#timer = setTimeout(() => this.#serve(), Math.ceil(((1 - this.#tokens) / this.#rate) * 1000));
  }
}

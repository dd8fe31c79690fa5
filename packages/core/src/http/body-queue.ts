/** What a {@link BodyQueue} tells the exchange that fills it. */
export interface BodyQueueSource {
  /** Stop or resume reading from the socket. */
  flow(on: boolean): void;
  /** A consumer begins or stops to wait for bytes. */
  waiting(on: boolean): void;
  /** The consumer has given the body up before its end. */
  cancel(): void;
}

/** Bytes that wait for a consumer before the socket is no longer read. A smaller body frees its socket even if unread. */
const highWaterMark = 65_536;

/**
 * A response body between a socket and its one consumer, with back-pressure. The iterator is written by hand: `return`
 * works at any time, also while `next` waits and before it was ever called.
 */
export class BodyQueue implements AsyncIterableIterator<Uint8Array> {
  readonly #source: BodyQueueSource;
  readonly #chunks: Uint8Array[] = [];
  readonly #waiters: { resolve(result: IteratorResult<Uint8Array>): void; reject(error: unknown): void }[] =
    [];
  #size = 0;
  #ended = false;
  #error: unknown;

  constructor(source: BodyQueueSource) {
    this.#source = source;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  push(chunk: Uint8Array): void {
    if (this.#ended) return;
    const waiter = this.#waiters.shift();
    if (waiter) {
      if (this.#waiters.length === 0) this.#source.waiting(false);
      waiter.resolve({ done: false, value: chunk });
      return;
    }
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    if (this.#size > highWaterMark) this.#source.flow(false);
  }

  /** No more bytes: the body is complete, or it failed with `error`, which is told after the bytes that came before it. */
  end(error?: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#error = error;
    for (const waiter of this.#waiters.splice(0)) this.#settle(waiter.resolve, waiter.reject);
  }

  next(): Promise<IteratorResult<Uint8Array>> {
    const chunk = this.#chunks.shift();
    if (chunk) {
      this.#size -= chunk.length;
      if (!this.#ended && this.#size <= highWaterMark) this.#source.flow(true);
      return Promise.resolve({ done: false, value: chunk });
    }
    return new Promise((resolve, reject) => {
      if (this.#ended) return this.#settle(resolve, reject);
      this.#waiters.push({ resolve, reject });
      this.#source.waiting(true);
    });
  }

  return(): Promise<IteratorResult<Uint8Array>> {
    this.#chunks.length = this.#size = 0;
    const open = !this.#ended;
    this.end();
    this.#error = undefined;
    if (open) this.#source.cancel();
    return Promise.resolve({ done: true, value: undefined });
  }

  #settle(resolve: (result: IteratorResult<Uint8Array>) => void, reject: (error: unknown) => void): void {
    const error = this.#error;
    this.#error = undefined;
    if (error === undefined) resolve({ done: true, value: undefined });
    else reject(error);
  }
}

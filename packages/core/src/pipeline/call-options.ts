/** What a caller may say about one call. */
export interface CallOptions {
  /** Aborts the call: it rejects with an `AbortError` whose `cause` is the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for the whole call: credentials, attempts and the waits between them. 0 means no bound. */
  readonly timeout?: number | undefined;
}

import { AbortError } from "../errors/errors.ts";
import { onAbort } from "../http/on-abort.ts";

/** The error that an aborted signal stands for. */
export function abortError(signal: AbortSignal): AbortError {
  return new AbortError({ what: "the call was aborted", cause: signal.reason });
}

/** Throws {@link AbortError} when the signal has fired. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortError(signal);
}

/** Waits; rejects with {@link AbortError} as soon as the signal fires. Leaves no listener and no timer behind. */
export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    throwIfAborted(signal);
    const leave =
      signal &&
      onAbort(signal, () => {
        clearTimeout(timer);
        reject(abortError(signal));
      });
    const timer = setTimeout(() => {
      leave?.();
      resolve();
    }, ms);
  });
}

import { onAbort } from "../http/on-abort.ts";
import { abortErrorOf } from "../http/transport-errors.ts";

/** Throws {@link AbortError} when the signal has fired. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortErrorOf(signal);
}

/** Waits; rejects with {@link AbortError} as soon as the signal fires. Leaves no listener and no timer behind. */
export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    throwIfAborted(signal);
    const leave =
      signal &&
      onAbort(signal, () => {
        clearTimeout(timer);
        reject(abortErrorOf(signal));
      });
    const timer = setTimeout(() => {
      leave?.();
      resolve();
    }, ms);
  });
}

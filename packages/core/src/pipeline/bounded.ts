import { onAbort } from "../http/on-abort.ts";
import { abortErrorOf } from "../http/transport-errors.ts";
import { destroyedError, throwIfDestroyed, type Call } from "./call.ts";
import { throwIfAborted } from "./sleep.ts";
import { outOfTime } from "./transmit.ts";

/**
 * Waits for what is not the network: a provider, a signer, a stream of the caller's. The caller's abort, the call's deadline
 * and the end of the client end the wait, and nothing else: what is waited for goes on.
 */
export async function bounded<T>(call: Call, wait: Promise<T>): Promise<T> {
  const { deadline, options, waits } = call;
  const { signal } = options;
  throwIfAborted(signal);
  throwIfDestroyed(call);
  let leave: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let leaveWaits: (() => void) | undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      if (deadline < Infinity) timer = setTimeout(() => reject(outOfTime(call)), deadline - Date.now());
      leave = signal && onAbort(signal, () => reject(abortErrorOf(signal)));
      leaveWaits = waits.add(() => reject(destroyedError()));
      wait.then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    leave?.();
    leaveWaits?.();
  }
}

/** Waits between attempts. Leaves no timer behind. */
export async function pause(call: Call, ms: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await bounded(call, new Promise<void>((resolve) => (timer = setTimeout(resolve, ms))));
  } finally {
    clearTimeout(timer);
  }
}

import { Queue } from "./queue.ts";

/** Functions that wait on a signal; the signal itself has one listener for all of them. */
const waiting: WeakMap<AbortSignal, Queue<() => void>> = /* @__PURE__ */ new WeakMap();

/**
 * Calls a function when a signal fires; the function returned takes that back. However many calls share a signal, it gets
 * one listener, and none once they have ended: a platform warns of the eleventh.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  let listeners = waiting.get(signal);
  if (listeners === undefined) waiting.set(signal, (listeners = new Queue()));
  if (listeners.size === 0) signal.addEventListener("abort", fire);
  const leave = listeners.add(listener);
  return () => {
    leave();
    if (listeners.size === 0) signal.removeEventListener("abort", fire);
  };
}

function fire(this: AbortSignal): void {
  this.removeEventListener("abort", fire);
  const listeners = waiting.get(this) ?? [];
  waiting.delete(this);
  for (const listener of listeners) listener();
}

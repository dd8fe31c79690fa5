import { tracingChannel, type TracingChannel } from "node:diagnostics_channel";
import type { HookedCall } from "../config/hooks.ts";

/** The two spans of time that are published: a whole call, and each of its attempts. */
export type TracedSpan = "inia:call" | "inia:attempt";

const channels: Readonly<Record<TracedSpan, TracingChannel<object>>> = {
  "inia:call": /* @__PURE__ */ tracingChannel("inia:call"),
  "inia:attempt": /* @__PURE__ */ tracingChannel("inia:attempt"),
};

/**
 * Publishes a call or an attempt on the tracing channel of its name (`node:diagnostics_channel`): `start`, `end`,
 * `asyncStart`, `asyncEnd` and `error`, with `{ call, result?, error? }`, `call` being a {@link HookedCall}. Without a
 * subscriber nothing is done.
 */
export function trace<T>(span: TracedSpan, call: HookedCall, run: () => Promise<T>): Promise<T> {
  const channel = channels[span];
  return channel.hasSubscribers ? channel.tracePromise(run, { call }) : run();
}

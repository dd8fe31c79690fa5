import type { HttpRequest, HttpResponse } from "../http/messages.ts";
import type { Call } from "./call.ts";

/** Goes around a whole call: `(next) => async (call) => { …; return next(call); }`. */
export type CallHook = (next: (call: Call) => Promise<unknown>) => (call: Call) => Promise<unknown>;

/** Goes around one attempt; the request is signed and may be looked at, not changed. */
export type AttemptHook = (
  next: (call: Call, request: HttpRequest) => Promise<HttpResponse>,
) => (call: Call, request: HttpRequest) => Promise<HttpResponse>;

/** Functions around calls and attempts; the first of a list is the outermost. */
export interface Hooks {
  readonly call?: readonly CallHook[];
  readonly attempt?: readonly AttemptHook[];
}

/** Puts hooks around a function, the first outermost. */
export function wrap<F>(hooks: readonly ((next: F) => F)[] | undefined, inner: F): F {
  return hooks === undefined ? inner : hooks.reduceRight((next, hook) => hook(next), inner);
}

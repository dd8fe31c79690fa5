import type { HttpRequest, HttpResponse } from "../http/messages.ts";
import type { AnyOperation } from "../shape/operation.ts";

/** What a hook sees of a call. */
export interface HookedCall {
  readonly operation: AnyOperation;
  readonly input: Readonly<Record<string, unknown>>;
  /** One UUID for all attempts. */
  readonly invocationId: string;
  /** 1 for the first attempt, 0 before it. */
  readonly attempt: number;
}

/** Goes around a whole call: `(next) => async (call) => { …; return next(call); }`. */
export type CallHook = (
  next: (call: HookedCall) => Promise<unknown>,
) => (call: HookedCall) => Promise<unknown>;

/** Goes around one attempt; the request is signed and may be looked at, not changed. */
export type AttemptHook = (
  next: (call: HookedCall, request: HttpRequest) => Promise<HttpResponse>,
) => (call: HookedCall, request: HttpRequest) => Promise<HttpResponse>;

/** Functions around calls and attempts; the first of a list is the outermost. */
export interface Hooks {
  readonly call?: readonly CallHook[];
  readonly attempt?: readonly AttemptHook[];
}

/** Puts hooks around a function, the first outermost. */
export function wrap<F>(hooks: readonly ((next: F) => F)[], inner: F): F {
  return hooks.reduceRight((next, hook) => hook(next), inner);
}

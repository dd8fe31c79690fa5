import type { SdkError } from "../errors/sdk-error.ts";
import type { HttpRequest, HttpResponse } from "../http/messages.ts";
import type { AnyOperation } from "../shape/operation.ts";

/** What a hook sees of a call. */
export interface HookedCall {
  /** Id of the service, such as `DynamoDB`. */
  readonly service: string;
  readonly operation: AnyOperation;
  readonly input: Readonly<Record<string, unknown>>;
  /** One UUID for all attempts. */
  readonly invocationId: string;
  /** 1 for the first attempt, 0 before it. */
  readonly attempt: number;
  /** Where the request goes; empty before that is known. */
  readonly url: string;
  /** How the attempt before this one failed. */
  readonly failure: SdkError | undefined;
}

/** Goes around a whole call: `(next) => async (call) => { …; return next(call); }`. */
export type CallHook = (
  next: (call: HookedCall) => Promise<unknown>,
) => (call: HookedCall) => Promise<unknown>;

/**
 * Goes around one attempt. The request is a copy of what was signed; of what the hook passes on, headers that it added are
 * sent as well (`traceparent`), unsigned, and nothing else: what was there stays as it was. Its headers hold the signature
 * and tokens, which are not for logs.
 */
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

import type { AuthScheme, Endpoint } from "../endpoint/endpoint.ts";
import type { RequestBody } from "../http/request-body.ts";
import type { HttpRequest } from "../http/messages.ts";
import type { Identity } from "../identity/identity.ts";
import type { RequestDraft } from "../protocols/protocol.ts";
import type { AnyOperation } from "../shape/operation.ts";
import type { CallOptions } from "./call-options.ts";
import type { ClientContext } from "./client-context.ts";
import { throwIfAborted } from "./sleep.ts";

/**
 * One call on its way through the pipeline. Each field after `deadline` is created by the stage named beside it and only
 * read by later ones; an attempt works on a copy of the request.
 */
export interface Call {
  readonly client: ClientContext;
  readonly operation: AnyOperation;
  /** As the caller gave it, with tokens filled in; never the caller's own object once something was added. */
  input: Record<string, unknown>;
  readonly options: CallOptions;
  /** One UUID for all attempts. */
  readonly invocationId: string;
  /** Time (`Date.now()`) at which the call must have ended; Infinity without a bound. */
  readonly deadline: number;
  /** serialize */
  draft: RequestDraft;
  /** resolveEndpoint: where, and how it may be signed */
  endpoint: Endpoint;
  authScheme: AuthScheme;
  url: string;
  /** encodeBody */
  body: RequestBody | undefined;
  /** Hash for the signature where it is not that of the body. */
  payloadHash: string | undefined;
  /** retry: 1 for the first attempt */
  attempt: number;
  /** resolveIdentity, each attempt */
  identity: Identity | undefined;
  /** sign and stamp, each attempt */
  request: HttpRequest;
  /** Time at which the attempt was signed, without skew correction. */
  signedAt: number;
}

const none = undefined as never;

/** Begins a call: its id and its deadline. Throws {@link AbortError} when the signal has fired already. */
export function startCall(
  client: ClientContext,
  operation: AnyOperation,
  input: object,
  options: CallOptions,
): Call {
  throwIfAborted(options.signal);
  const limit = options.timeout ?? client.timeouts.operation;
  return {
    client,
    operation,
    input: input as Record<string, unknown>,
    options,
    invocationId: crypto.randomUUID(),
    deadline: limit > 0 ? Date.now() + limit : Infinity,
    draft: none,
    endpoint: none,
    authScheme: none,
    url: "",
    body: undefined,
    payloadHash: undefined,
    attempt: 0,
    identity: undefined,
    request: none,
    signedAt: 0,
  };
}

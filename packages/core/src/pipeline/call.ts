import { TransportError } from "../errors/errors.ts";
import type { SdkError } from "../errors/sdk-error.ts";
import type { AuthScheme, Endpoint } from "../endpoint/endpoint.ts";
import type { RequestBody } from "../shape/streams.ts";
import type { HttpRequest } from "../http/messages.ts";
import type { Queue } from "../http/queue.ts";
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
  /** Id of the service. */
  readonly service: string;
  readonly operation: AnyOperation;
  /** As the caller gave it, with tokens filled in; never the caller's own object once something was added. */
  input: Record<string, unknown>;
  readonly options: CallOptions;
  /** One UUID for all attempts. */
  readonly invocationId: string;
  /** Time (`Date.now()`) at which the call began. */
  readonly startedAt: number;
  /** Time at which the call must have ended; Infinity without a bound. */
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
  /** retry: how the attempt before failed; undefined for the first one */
  failure: SdkError | undefined;
  /** resolveIdentity, each attempt */
  identity: Identity | undefined;
  /** sign and stamp, each attempt */
  request: HttpRequest;
  /** Time at which the attempt was signed, without skew correction. */
  signedAt: number;
  /** The correction, in milliseconds. */
  clockOffset: number;
  /** The client's when the call began: it has others once it was destroyed. */
  readonly waits: Queue<() => void>;
}

const none = undefined as never;

const inspect: unique symbol = Symbol.for("nodejs.util.inspect.custom");

/** What JSON and `console.log` show of a call that a hook was given: no input, no headers, no identity. */
function shown(this: Call): unknown {
  const { service, operation, invocationId, attempt } = this;
  return { service, operation: operation.name, invocationId, attempt };
}

/** Begins a call: its id and its deadline. Throws {@link AbortError} when the signal has fired already. */
export function startCall(
  client: ClientContext,
  operation: AnyOperation,
  input: object,
  options: CallOptions,
): Call {
  throwIfAborted(options.signal);
  const limit = options.timeout ?? client.timeouts.operation;
  const startedAt = Date.now();
  const call: Call & { readonly toJSON: unknown; readonly [inspect]: unknown } = {
    toJSON: shown,
    [inspect]: shown,
    client,
    service: client.service.id,
    operation,
    input: input as Record<string, unknown>,
    options,
    invocationId: crypto.randomUUID(),
    startedAt,
    deadline: limit > 0 ? startedAt + limit : Infinity,
    draft: none,
    endpoint: none,
    authScheme: none,
    url: "",
    body: undefined,
    payloadHash: undefined,
    attempt: 0,
    failure: undefined,
    identity: undefined,
    request: none,
    signedAt: 0,
    clockOffset: 0,
    waits: client.waits,
  };
  return call;
}

/** The error of calls whose client is destroyed under them. */
export function destroyedError(): TransportError {
  return new TransportError({ what: "the client was destroyed", code: "DESTROYED", retryable: false });
}

/** Throws when the client was destroyed since the call began. */
export function throwIfDestroyed({ waits, client }: Call): void {
  if (waits !== client.waits) throw destroyedError();
}

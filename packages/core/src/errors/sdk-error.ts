import type { ResponseMetadata } from "../shape/values.ts";

/** Who is at fault, as the HTTP status says: 4xx the client, 5xx the server. */
export type Fault = "client" | "server";

/** What an {@link SdkError} is made of. */
export interface SdkErrorInit {
  /** What went wrong, without service, operation and status: those are put around it. */
  what: string;
  /** Service id, when the error belongs to a call. */
  service?: string | undefined;
  operation?: string | undefined;
  /** Codes and ids to show in parentheses at the end of the message. */
  details?: readonly (string | undefined)[];
  cause?: unknown;
  attempts?: number | undefined;
  retryable?: boolean | undefined;
}

/** Brand that lets `instanceof` see through duplicate copies of the package. */
const brand: unique symbol = Symbol.for("@inia/core.error");

interface Branded {
  readonly [brand]?: { readonly kinds: readonly string[]; readonly service: string | undefined };
}

/**
 * The base of every error that Inia throws.
 *
 * The message reads `<service> <operation>: <what> (<code>, HTTP 400, request <id>)`. `instanceof` works across
 * duplicate copies of the package.
 */
export abstract class SdkError extends Error {
  /** Names of the classes from this error up to SdkError; how `instanceof` recognises it. */
  static readonly kind: string = "SdkError";
  declare readonly fault?: Fault;
  declare readonly statusCode?: number;
  declare readonly requestId?: string;
  /** Requests that were sent before the call failed. */
  attempts: number;
  /** Whether sending the same call again may help. */
  retryable: boolean;
  declare readonly $metadata?: ResponseMetadata;

  constructor(init: SdkErrorInit) {
    super(messageOf(init), init.cause === undefined ? undefined : { cause: init.cause });
    this.attempts = init.attempts ?? 0;
    this.retryable = init.retryable ?? false;
    const type = new.target as typeof SdkError;
    Object.defineProperty(this, "name", { value: type.kind, configurable: true, writable: true });
    Object.defineProperty(this, brand, {
      value: { kinds: kindsOf(type), service: init.service },
      configurable: true,
    });
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (typeof value !== "object" || value === null) return false;
    return (value as Branded)[brand]?.kinds.includes(this.kind) ?? false;
  }
}

/** Id of the service that an error belongs to, when it belongs to a call. */
export function serviceOf(error: SdkError): string | undefined {
  return (error as Branded)[brand]?.service;
}

/** Puts service and operation before the message of an error that was made without knowing its call. */
export function withCall<E extends SdkError>(error: E, service: string, operation: string): E {
  const known = (error as Branded)[brand];
  if (known !== undefined && known.service === undefined) {
    error.message = `${service} ${operation}: ${error.message}`;
    Object.defineProperty(error, brand, { value: { kinds: known.kinds, service } });
  }
  return error;
}

function kindsOf(type: typeof SdkError): string[] {
  const kinds: string[] = [];
  for (let at: typeof SdkError | null = type; at !== null && "kind" in at; at = Object.getPrototypeOf(at)) {
    if (!kinds.includes(at.kind)) kinds.push(at.kind);
  }
  return kinds;
}

function messageOf(init: SdkErrorInit): string {
  const subject = [init.service, init.operation].filter(Boolean).join(" ");
  const details = (init.details ?? []).filter(Boolean).join(", ");
  return (subject ? `${subject}: ` : "") + init.what + (details ? ` (${details})` : "");
}

import type { ResponseMetadata } from "../shape/values.ts";
import { setHidden } from "./set-hidden.ts";

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
  readonly [brand]?: { readonly type: typeof SdkError | null; service: string | undefined };
}

/**
 * The base of every error that Inia throws.
 *
 * The message reads `<service> <operation>: <what> (<code>, HTTP 400, request <id>)`. `instanceof` works across
 * duplicate copies of the package.
 */
export abstract class SdkError extends Error {
  /** Name of the class; how `instanceof` recognises it. */
  static readonly kind: string = "SdkError";
  declare readonly fault?: Fault;
  declare readonly statusCode?: number;
  declare readonly requestId?: string;
  /** Requests that were sent before the call failed. */
  declare attempts: number;
  /** Milliseconds that the call waited between its requests. */
  declare totalDelay?: number;
  /** Whether sending the same call again may help. */
  declare retryable: boolean;
  /** Set when another request might have helped, but the body of the first was a stream, of which something had been read. */
  declare notRetried?: "body-consumed";
  declare readonly $metadata?: ResponseMetadata;

  constructor({
    what,
    service,
    operation,
    details = [],
    cause,
    attempts = 0,
    retryable = false,
  }: SdkErrorInit) {
    const subject = service || operation ? textOf(" ", service, operation) + ": " : "";
    const codes = textOf(", ", ...details);
    super(subject + what + (codes && ` (${codes})`), cause === undefined ? cause : { cause });
    this.attempts = attempts;
    this.retryable = retryable;
    const type = new.target as typeof SdkError;
    setHidden(this, "name", type.kind);
    setHidden(this, brand, { type, service });
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    // Classes are compared by kind, from the error's own up to SdkError.
    let type = (value as Branded | undefined | null)?.[brand]?.type;
    while (type && type.kind !== this.kind) type = Object.getPrototypeOf(type) as typeof SdkError | null;
    return !!type;
  }
}

/** Id of the service that an error belongs to, when it belongs to a call. */
export function serviceOf(error: SdkError): string | undefined {
  return (error as Branded)[brand]?.service;
}

/** Puts service and operation before the message of an error that was made without knowing its call. */
export function withCall<E extends SdkError>(error: E, service: string, operation: string): E {
  const known = (error as Branded)[brand];
  if (known && known.service === undefined) {
    error.message = `${service} ${operation}: ${error.message}`;
    known.service = service;
  }
  return error;
}

function textOf(separator: string, ...parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(separator);
}

import type { ResponseMetadata } from "../shape/values.ts";
import type { Ref } from "../shape/shape.ts";
import { SdkError, serviceOf } from "./sdk-error.ts";
import { setHidden } from "./set-hidden.ts";

/** What a {@link ServiceError} is made of. */
export interface ServiceErrorInit {
  service: string;
  operation: string;
  /** Code on the wire, sanitised as the protocol says. */
  code: string;
  /** The service's own words, without ours around them. */
  serviceMessage?: string | undefined;
  metadata: ResponseMetadata;
  /** Modelled members of the error. */
  members?: Record<string, unknown> | undefined;
  retryable?: boolean;
}

/** Fields that a modelled member cannot have; such a member gets a `$` in front. The generator knows the same list. */
export const reservedErrorMembers: readonly string[] = [
  "name", "message", "stack", "cause", "code", "fault", "statusCode", "requestId", "attempts", "retryable",
  "serviceMessage", "totalDelay", "notRetried", "$metadata",
]; // prettier-ignore

/** Tokens in a service's own words: it may repeat the request's headers to tell what is wrong with a signature. */
const repeatedTokens = /(x-amz-security-token:|bearer )[^\s']+/gi;

/**
 * The service answered with an error. Modelled errors are subclasses in the service's package; every other code arrives
 * as this class. Match by class, or by code with {@link isServiceError}.
 */
export class ServiceError extends SdkError {
  static override readonly kind: string = "ServiceError";
  /** Name of the error's shape in the service's model. */
  static readonly shapeName: string = "ServiceError";
  /** Id of the service that the error belongs to. */
  static readonly service: string = "";
  /** Code on the wire where it differs from the shape's name. */
  static readonly code?: string;
  /** Modelled members. */
  static readonly shape?: Ref;
  static readonly retryable?: true | "throttling";

  /** Code on the wire, such as `NoSuchKey` or `ThrottlingException`. */
  declare readonly code: string;
  /** The service's own words. */
  declare readonly serviceMessage: string;
  declare readonly fault: "client" | "server";
  declare readonly statusCode: number;
  declare readonly requestId?: string;
  declare readonly $metadata: ResponseMetadata;

  constructor({
    service,
    operation,
    code,
    serviceMessage = "",
    metadata,
    members = {},
    retryable,
  }: ServiceErrorInit) {
    const { status, requestId, attempts } = metadata;
    serviceMessage = serviceMessage.replace(repeatedTokens, "$1***");
    super({
      what: serviceMessage || "the service gave no message",
      service,
      operation,
      details: [code, `HTTP ${status}`, requestId && `request ${requestId}`],
      attempts,
      retryable,
    });
    this.code = code;
    this.serviceMessage = serviceMessage;
    this.fault = status >= 500 ? "server" : "client";
    this.statusCode = status;
    if (requestId !== undefined) this.requestId = requestId;
    setHidden(this, "$metadata", metadata);
    setHidden(this, "name", (new.target as typeof ServiceError).shapeName);
    for (const member in members) {
      const key = reservedErrorMembers.includes(member) ? `$${member}` : member;
      Object.defineProperty(this, key, {
        value: members[member],
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (!super[Symbol.hasInstance](value)) return false;
    if (this.shapeName === "ServiceError") return true;
    return (value as Error).name === this.shapeName && serviceOf(value as SdkError) === this.service;
  }
}

/**
 * Whether an error is a service's answer, and, when a code is given, that very code. Codes that models omit
 * (`SlowDown`) are matched this way; a modelled error matches by its code on the wire and by its shape's name.
 */
export function isServiceError(error: unknown, code?: string): error is ServiceError {
  return error instanceof ServiceError && (code === undefined || error.code === code || error.name === code);
}

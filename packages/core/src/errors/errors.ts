import { SdkError, type SdkErrorInit } from "./sdk-error.ts";

/** A phase that a {@link TimeoutError} ended. */
export type TimeoutPhase =
  "connect" | "acquire" | "headers" | "body" | "upload" | "attempt" | "operation" | "waiter";

/** No answer could be had: the connection was refused, cut or never made, or what came is not HTTP. */
export class TransportError extends SdkError {
  static override readonly kind: string = "TransportError";
  /** System or parser code, such as `ECONNREFUSED` or `ENOTFOUND`. */
  declare readonly code: string;

  constructor(init: SdkErrorInit & { code: string }) {
    super({ retryable: true, ...init, details: [init.code, ...(init.details ?? [])] });
    this.code = init.code;
  }
}

/** The server's certificate or its TLS is not acceptable. Never retried. */
export class TlsError extends TransportError {
  static override readonly kind: string = "TlsError";
  constructor(init: SdkErrorInit & { code: string }) {
    super({ ...init, retryable: false });
  }
}

/** A bound on waiting was reached. */
export class TimeoutError extends SdkError {
  static override readonly kind: string = "TimeoutError";
  declare readonly phase: TimeoutPhase;
  declare readonly limitMs: number;

  constructor(init: SdkErrorInit & { phase: TimeoutPhase; limitMs: number }) {
    super({ retryable: init.phase !== "acquire" && init.phase !== "operation", ...init });
    this.phase = init.phase;
    this.limitMs = init.limitMs;
  }
}

/** The bytes that arrived are not the bytes that were sent: truncated, too long, or with a wrong checksum. */
export class IntegrityError extends SdkError {
  static override readonly kind: string = "IntegrityError";
  /** What did not match: `truncated`, `too-large`, `checksum`, `framing`. */
  declare readonly reason: string;

  constructor(init: SdkErrorInit & { reason: string }) {
    super({ retryable: init.reason !== "too-large", ...init });
    this.reason = init.reason;
  }
}

/** A response is not what its protocol says. */
export class ParseError extends SdkError {
  static override readonly kind: string = "ParseError";
}

/** A {@link ParseError} that says what the response is, or is not. */
export function parseError(what: string): ParseError {
  return new ParseError({ what });
}

/** One thing that is wrong with an input. */
export interface InputProblem {
  /** Path from the operation, such as `PutItem.Item[2].Name`. */
  readonly path: string;
  readonly problem: string;
}

/** The input cannot be sent. Nothing has been sent. */
export class ValidationError extends SdkError {
  static override readonly kind: string = "ValidationError";
  declare readonly problems: readonly InputProblem[];

  constructor(init: Omit<SdkErrorInit, "what"> & { problems: readonly InputProblem[] }) {
    super({ ...init, what: init.problems.map(({ path, problem }) => `${path}: ${problem}`).join("; ") });
    this.problems = init.problems;
  }
}

/** A {@link ValidationError} of one problem. */
export function invalidInput(path: string, problem: string): ValidationError {
  return new ValidationError({ problems: [{ path, problem }] });
}

/** No credentials were found, or their source failed. */
export class CredentialsError extends SdkError {
  static override readonly kind: string = "CredentialsError";
  /** The user has to log in again, with `aws sso login` or `aws login`. */
  declare readonly loginNeeded?: true;
}

/** Something in the configuration is missing, unknown or contradictory. */
export class ConfigError extends SdkError {
  static override readonly kind: string = "ConfigError";
}

/** The caller's signal aborted the call; `cause` is the signal's reason. */
export class AbortError extends SdkError {
  static override readonly kind: string = "AbortError";
}

import { ConfigError, CredentialsError } from "../errors/errors.ts";

/** The error for a source that fails. `retryable` says that it may work the next time. */
export function noCredentials(what: string, cause?: unknown, retryable?: boolean): CredentialsError {
  return new CredentialsError({ what, cause, retryable });
}

/** The error for a source that gives nothing until the user has logged in. */
export function loginNeeded(what: string, cause?: unknown): CredentialsError {
  return Object.assign(noCredentials(what, cause), { loginNeeded: true as const });
}

/** The error for something that the user has to put right in the configuration. */
export function misconfigured(what: string): ConfigError {
  return new ConfigError({ what });
}

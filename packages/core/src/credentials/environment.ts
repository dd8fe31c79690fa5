import { provider, type CredentialsContext, type Found, type Provider } from "./context.ts";
import { expirationOf } from "./expiration.ts";
import { staticKeys } from "./static-keys.ts";

/**
 * Credentials from `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_CREDENTIAL_EXPIRATION` and
 * `AWS_ACCOUNT_ID`. Throws `CredentialsError` when there is a key without a secret.
 */
export function fromEnvironment(): Provider {
  return provider("environment", environmentCredentials);
}

/** The source behind {@link fromEnvironment}. */
export function environmentCredentials({ environment: { env } }: CredentialsContext): Found {
  const name = "AWS_CREDENTIAL_EXPIRATION";
  return staticKeys(env, (key) => key.toUpperCase(), "the environment", expirationOf(env(name), name));
}

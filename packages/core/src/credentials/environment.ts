import { CredentialsError } from "../errors/errors.ts";
import { maskCredentials } from "./masked.ts";
import { provider, type CredentialsContext, type Found, type Provider } from "./context.ts";

/**
 * Credentials from `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_CREDENTIAL_EXPIRATION` and
 * `AWS_ACCOUNT_ID`. Throws {@link CredentialsError} when there is a key without a secret.
 */
export function fromEnvironment(): Provider {
  return provider("environment", environmentCredentials);
}

/** The source behind {@link fromEnvironment}. */
export function environmentCredentials({ environment: { env } }: CredentialsContext): Found {
  const accessKeyId = env("AWS_ACCESS_KEY_ID");
  if (!accessKeyId) return "AWS_ACCESS_KEY_ID is not set";
  const secretAccessKey = env("AWS_SECRET_ACCESS_KEY");
  if (!secretAccessKey) {
    throw new CredentialsError({ what: "AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not" });
  }
  return maskCredentials({
    accessKeyId,
    secretAccessKey,
    sessionToken: env("AWS_SESSION_TOKEN") ?? env("AWS_SECURITY_TOKEN"),
    expiration: expirationOf(env("AWS_CREDENTIAL_EXPIRATION"), "AWS_CREDENTIAL_EXPIRATION"),
    accountId: env("AWS_ACCOUNT_ID"),
  });
}

/** Reads the end of credentials; throws {@link CredentialsError} naming the source when it is not a time. */
export function expirationOf(text: unknown, source: string): Date | undefined {
  if (text === undefined || text === null) return undefined;
  const end = new Date(typeof text === "string" ? text.replace(/UTC$/, "Z") : NaN);
  if (Number.isNaN(end.getTime())) throw new CredentialsError({ what: `${source} is not a time` });
  return end;
}

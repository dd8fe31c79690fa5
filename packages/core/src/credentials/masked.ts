import type { Credentials, Token } from "../identity/identity.ts";
import { showAs } from "../identity/show-as.ts";
import { noCredentials } from "./no-credentials.ts";

/** Freezes an object of secrets and makes JSON and `console.log` show `***` in place of each text. */
function masked<T extends object>(values: T): T {
  const show = (): unknown =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, typeof value === "string" ? "***" : value]),
    );
  Object.defineProperty(values, "toJSON", { value: show });
  showAs(values, show);
  return Object.freeze(values);
}

/** One frozen object of the given credentials that does not print its secrets. What has no value is left out. */
export function maskCredentials(credentials: Credentials): Credentials {
  const { accessKeyId, secretAccessKey, sessionToken, expiration, accountId } = credentials;
  return masked({
    accessKeyId,
    secretAccessKey,
    ...(sessionToken && { sessionToken }),
    ...(expiration && { expiration }),
    ...(accountId && { accountId }),
  });
}

/** {@link maskCredentials}; throws {@link CredentialsError} that says `otherwise` when key or secret is missing. */
export function wholeCredentials(credentials: Partial<Credentials>, otherwise: string): Credentials {
  if (!credentials.accessKeyId || !credentials.secretAccessKey) throw noCredentials(otherwise);
  return maskCredentials(credentials as Credentials);
}

/** One frozen object of the given token that does not print it. */
export function maskToken({ token, expiration }: Token): Token {
  return masked({ token, ...(expiration && { expiration }) });
}

import type { Credentials, Token } from "../identity/identity.ts";
import { showAs } from "../identity/show-as.ts";

/** Freezes an object of secrets and makes JSON and `console.log` show `***` in place of each text. */
function masked<T extends object>(values: T): T {
  const show = (): Record<string, unknown> =>
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

/** One frozen object of the given token that does not print it. */
export function maskToken({ token, expiration }: Token): Token {
  return masked({ token, ...(expiration && { expiration }) });
}

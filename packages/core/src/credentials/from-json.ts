import { CredentialsError } from "../errors/errors.ts";
import type { Credentials } from "../identity/identity.ts";
import { expirationOf } from "./expiration.ts";
import { maskCredentials } from "./masked.ts";

/** Parses JSON that must be an object; undefined for anything else. The text may hold secrets and is never shown. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined; // the parser's message would quote the text
  }
}

/**
 * Credentials in the words of STS, of the metadata services and of credential processes (`AccessKeyId`,
 * `SecretAccessKey`, …); `token` is what they call the session token. Throws {@link CredentialsError} when a needed part
 * is missing.
 */
export function credentialsFrom(
  json: Record<string, unknown> | undefined,
  source: string,
  options: { token?: string; needed?: readonly string[]; accountId?: string | undefined } = {},
): Credentials {
  const { token = "SessionToken", accountId } = options;
  const { needed = ["AccessKeyId", "SecretAccessKey", token, "Expiration"] } = options;
  const missing = needed.filter((key) => !json?.[key]);
  if (missing.length || !json)
    throw new CredentialsError({ what: `${source}: no ${missing.join(", ")} in the answer` });
  const text = (key: string): string | undefined => (json[key] ? String(json[key]) : undefined);
  const end = json["Expiration"];
  return maskCredentials({
    accessKeyId: text("AccessKeyId")!,
    secretAccessKey: text("SecretAccessKey")!,
    sessionToken: text(token),
    expiration: end instanceof Date ? end : expirationOf(end || undefined, `${source}: Expiration`),
    accountId: text("AccountId") ?? accountId,
  });
}

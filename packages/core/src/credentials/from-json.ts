import type { Credentials } from "../identity/identity.ts";
import { expirationOf } from "./expiration.ts";
import { maskCredentials } from "./masked.ts";
import { noCredentials } from "./no-credentials.ts";

/** Parses JSON that must be an object; undefined for anything else. The text may hold secrets and is never shown. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined; // the parser's message would quote the text
  }
}

const keys = ["AccessKeyId", "SecretAccessKey"] as const;

/** What {@link credentialsFrom} needs of a metadata service. */
export const metadataKeys: readonly string[] = [...keys, "Token", "Expiration"];

/** What it needs of STS. */
export const stsKeys: readonly string[] = [...keys, "SessionToken", "Expiration"];

/** What it needs of a credential process. */
export const processKeys: readonly string[] = keys;

/**
 * Credentials in the words of STS, of the metadata services and of credential processes (`AccessKeyId`,
 * `SecretAccessKey`, …). The third of the `needed` names is what they call the session token, by default `SessionToken`. Throws
 * {@link CredentialsError} when a needed part is missing.
 */
export function credentialsFrom(
  json: Record<string, unknown> = {},
  source: string,
  needed: readonly string[],
  accountId?: string,
): Credentials {
  const text = (key = "SessionToken"): string | undefined =>
    json[key] && typeof json[key] !== "object" ? String(json[key]) : undefined;
  const missing = needed.filter((key) => !text(key));
  if (missing.length) throw noCredentials(`${source}: no ${missing.join(", ")} in the answer`);
  return maskCredentials({
    accessKeyId: text("AccessKeyId")!,
    secretAccessKey: text("SecretAccessKey")!,
    sessionToken: text(needed[2]),
    expiration: expirationOf(json["Expiration"] || undefined, `${source}: Expiration`),
    accountId: text("AccountId") ?? accountId,
  });
}

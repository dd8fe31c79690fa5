import type { Credentials } from "../identity/identity.ts";
import type { Found } from "./context.ts";
import { wholeCredentials } from "./masked.ts";

/**
 * Credentials that stand in single values: in variables (`AWS_ACCESS_KEY_ID`) or in keys of a profile
 * (`aws_access_key_id`). `get` takes the name of the key and finds it in its own spelling, which `spell` gives. Throws
 * {@link CredentialsError} when there is a key without a secret.
 */
export function staticKeys(
  value: (name: string) => string | undefined,
  spell: (name: string) => string,
  where: string,
  expiration?: Credentials["expiration"],
): Found {
  const get = (name: string): string | undefined => value(spell(`aws_${name}`));
  const accessKeyId = get("access_key_id");
  const name = spell("aws_access_key_id");
  if (!accessKeyId) return `no ${name} in ${where}`;
  return wholeCredentials(
    {
      accessKeyId,
      secretAccessKey: get("secret_access_key")!,
      sessionToken: get("session_token") ?? get("security_token"),
      expiration,
      accountId: get("account_id"),
    },
    `${where} has ${name}, but no ${spell("aws_secret_access_key")}`,
  );
}

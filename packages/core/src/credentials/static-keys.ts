import { CredentialsError } from "../errors/errors.ts";
import type { Credentials } from "../identity/identity.ts";
import type { Found } from "./context.ts";
import { maskCredentials } from "./masked.ts";

/**
 * Credentials that stand in single values: in variables (`AWS_ACCESS_KEY_ID`) or in keys of a profile
 * (`aws_access_key_id`). Throws {@link CredentialsError} when there is a key without a secret.
 */
export function staticKeys(
  get: (name: string) => string | undefined,
  nameOf: (name: string) => string,
  where: string,
  expiration?: Credentials["expiration"],
): Found {
  const accessKey = nameOf("aws_access_key_id");
  const secretKey = nameOf("aws_secret_access_key");
  const accessKeyId = get(accessKey);
  if (!accessKeyId) return `no ${accessKey} in ${where}`;
  const secretAccessKey = get(secretKey);
  if (!secretAccessKey)
    throw new CredentialsError({ what: `${where} has ${accessKey}, but no ${secretKey}` });
  return maskCredentials({
    accessKeyId,
    secretAccessKey,
    sessionToken: get(nameOf("aws_session_token")) ?? get(nameOf("aws_security_token")),
    expiration,
    accountId: get(nameOf("aws_account_id")),
  });
}

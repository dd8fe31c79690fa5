import { CredentialsError } from "../errors/errors.ts";
import type { Credentials } from "../identity/identity.ts";
import type { Provider } from "./context.ts";
import { maskCredentials } from "./masked.ts";

/** Always gives the same credentials. Throws {@link CredentialsError} when key or secret is missing. */
export function fromStatic(credentials: Credentials): Provider {
  const { accessKeyId, secretAccessKey } = credentials;
  if (!accessKeyId || !secretAccessKey) {
    throw new CredentialsError({ what: "credentials need an accessKeyId and a secretAccessKey" });
  }
  const masked = maskCredentials(credentials);
  return () => Promise.resolve(masked);
}

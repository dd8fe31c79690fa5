import type { Credentials } from "../identity/identity.ts";
import type { Provider } from "./context.ts";
import { wholeCredentials } from "./masked.ts";

/** Always gives the same credentials. Throws {@link CredentialsError} when key or secret is missing. */
export function fromStatic(credentials: Credentials): Provider {
  const masked = wholeCredentials(credentials, "credentials need an accessKeyId and a secretAccessKey");
  return () => Promise.resolve(masked);
}

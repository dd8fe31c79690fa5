import { CredentialsError } from "../errors/errors.ts";

/** There is no source of tokens in a browser: throws {@link CredentialsError}. */
export function defaultToken(): Promise<never> {
  return Promise.reject(new CredentialsError({ what: "no token; give the client a token provider" }));
}

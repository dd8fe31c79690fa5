import { CredentialsError } from "../errors/errors.ts";
import type { Provider } from "./context.ts";

/** Refuses: in a browser there is nowhere to look for credentials. */
export function defaultChain(): Provider {
  return () => {
    const what = "no credentials: in a browser they must be given to the client";
    return Promise.reject(new CredentialsError({ what }));
  };
}

/** There is no source of tokens in a browser: throws {@link CredentialsError}. */
export function defaultToken(): Promise<never> {
  return Promise.reject(new CredentialsError({ what: "no token; give the client a token provider" }));
}

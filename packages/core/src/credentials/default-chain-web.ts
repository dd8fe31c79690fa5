import { CredentialsError } from "../errors/errors.ts";
import type { Provider } from "./context.ts";

/** Refuses: in a browser there is nowhere to look for credentials. */
export function defaultChain(): Provider {
  return () => {
    const what = "no credentials: in a browser they must be given to the client";
    return Promise.reject(new CredentialsError({ what }));
  };
}

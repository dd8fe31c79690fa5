import type { InnerCall } from "../credentials/inner-call.ts";
import { CredentialsError } from "../errors/errors.ts";

/** Nothing in a browser gets its credentials from STS or SSO by itself: the call rejects with {@link CredentialsError}. */
export function innerCallOver(): InnerCall {
  return () =>
    Promise.reject(new CredentialsError({ what: "in a browser, credentials must be given to the client" }));
}

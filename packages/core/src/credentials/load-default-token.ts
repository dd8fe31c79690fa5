import type { Token } from "../identity/identity.ts";
import type { CredentialsContext } from "./context.ts";

/** {@link defaultToken}, loaded by the first call that is signed with a token. */
export async function defaultToken(signingName: string, context: CredentialsContext): Promise<Token> {
  return (await import("./default-token.ts")).defaultToken(signingName, context);
}

import type { Token } from "../identity/identity.ts";
import type { CredentialsContext } from "./context.ts";
import { maskToken } from "./masked.ts";
import { noCredentials } from "./no-credentials.ts";
import { atProfile } from "./profile-context.ts";
import { sessionOfProfile, ssoToken } from "./sso-token.ts";

/**
 * A bearer token: from `AWS_BEARER_TOKEN_<SIGNING_NAME>`, else the token of the SSO session that the profile names.
 * Throws {@link CredentialsError} when there is neither.
 */
export async function defaultToken(signingName: string, context: CredentialsContext): Promise<Token> {
  const variable = `AWS_BEARER_TOKEN_${signingName.toUpperCase().replace(/[- ]/g, "_")}`;
  const token = context.environment.env(variable);
  if (token) return maskToken({ token });
  const at = await atProfile(context, undefined, true);
  const session = at.get("sso_session");
  if (session) return ssoToken(sessionOfProfile(at, session), context);
  throw noCredentials(
    `no token; looked at: ${variable}, sso_session in ${at.title}. Set one of them, or give the client a token`,
  );
}

import { isServiceError } from "../errors/service-error.ts";
import type { Credentials } from "../identity/identity.ts";
import { provider, type CredentialsContext, type Provider } from "./context.ts";
import { wholeCredentials } from "./masked.ts";
import { loginNeeded, misconfigured, noCredentials } from "./no-credentials.ts";
import { atProfile, type ProfileContext } from "./profile-context.ts";
import { loginAgain, sessionOfProfile, ssoToken, type SsoSession } from "./sso-token.ts";

/** A role of an account in IAM Identity Center; or a profile that describes one. */
export type SsoOptions = { readonly profile?: string } | SsoRole;

/** A role of an account in IAM Identity Center. */
export interface SsoRole {
  readonly accountId: string;
  readonly roleName: string;
  readonly session: SsoSession;
}

/** Credentials of a role in IAM Identity Center, for a user who ran `aws sso login`. */
export function fromSso(options: SsoOptions = {}): Provider {
  return provider("sso", async (context) =>
    "session" in options
      ? roleCredentials(options, context)
      : ssoOfProfile(await atProfile(context, options.profile, true)),
  );
}

/** The step of a profile. Throws {@link ConfigError} naming the keys that are missing. */
export function ssoOfProfile(at: ProfileContext): Promise<Credentials> {
  const keys = ["sso_account_id", "sso_role_name", "sso_start_url", "sso_region"] as const;
  const values = keys.map(at.get);
  const name = at.get("sso_session");
  const session = name ? sessionOfProfile(at, name) : undefined;
  const missing = keys.filter((_, index) => !values[index] && (index < 2 || !session));
  if (missing.length) throw misconfigured(`${at.title} uses SSO, but has no ${missing.join(", ")}`);
  const [accountId, roleName, startUrl, region] = values as [string, string, string, string];
  return roleCredentials({ accountId, roleName, session: session ?? { startUrl, region } }, at);
}

async function roleCredentials(
  { accountId, roleName, session }: SsoRole,
  context: CredentialsContext,
): Promise<Credentials> {
  const { token: accessToken } = await ssoToken(session, context);
  const input = { accountId, roleName, accessToken };
  const output = await context
    .innerCall("sso", "GetRoleCredentials", input, { region: session.region, credentials: "anonymous" })
    .catch((cause: { retryable?: boolean } = {}) => {
      if (isServiceError(cause, "UnauthorizedException"))
        throw loginNeeded(`the SSO session is no longer valid; ${loginAgain}`, cause);
      throw noCredentials(
        `no SSO credentials for role ${roleName} in account ${accountId}`,
        cause,
        cause.retryable,
      );
    });
  const keys = output["roleCredentials"] as Partial<Credentials> | undefined;
  const expiration = new Date(Number(keys?.expiration));
  return wholeCredentials({ ...keys, expiration, accountId }, "sso: no credentials in the answer");
}

import { ConfigError, CredentialsError } from "../errors/errors.ts";
import { isServiceError } from "../errors/service-error.ts";
import type { Credentials } from "../identity/identity.ts";
import { provider, type CredentialsContext, type Provider } from "./context.ts";
import { maskCredentials } from "./masked.ts";
import { atProfile, type ProfileContext } from "./profile-context.ts";
import { sessionOfProfile, ssoToken, type SsoSession } from "./sso-token.ts";

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
  const { active, get } = at;
  const name = get("sso_session");
  const [accountId = "", roleName = ""] = [get("sso_account_id"), get("sso_role_name")];
  const session: SsoSession = name
    ? sessionOfProfile(at, name)
    : { startUrl: get("sso_start_url") ?? "", region: get("sso_region") ?? "" };
  const needed = {
    sso_account_id: accountId,
    sso_role_name: roleName,
    sso_start_url: session.startUrl,
    sso_region: session.region,
  };
  const missing = Object.entries(needed).filter(([, value]) => !value);
  if (missing.length) {
    throw new ConfigError({
      what: `profile "${active.name}" uses SSO, but has no ${missing.map(([key]) => key).join(", ")}`,
    });
  }
  return roleCredentials({ accountId, roleName, session }, at);
}

async function roleCredentials(
  { accountId, roleName, session }: SsoRole,
  context: CredentialsContext,
): Promise<Credentials> {
  const { token } = await ssoToken(session, context);
  const input = { accountId, roleName, accessToken: token };
  const output = await context
    .innerCall("sso", "GetRoleCredentials", input, { region: session.region, credentials: "anonymous" })
    .catch((cause: unknown) => {
      const what = isServiceError(cause, "UnauthorizedException")
        ? 'the SSO session is no longer valid; run "aws sso login"'
        : `no SSO credentials for role ${roleName} in account ${accountId}`;
      throw new CredentialsError({ what, cause, retryable: (cause as { retryable?: boolean }).retryable });
    });
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = (output["roleCredentials"] ??
    {}) as Record<string, string>;
  if (!accessKeyId || !secretAccessKey)
    throw new CredentialsError({ what: "sso: no credentials in the answer" });
  return maskCredentials({
    accessKeyId,
    secretAccessKey,
    sessionToken,
    expiration: new Date(Number(expiration)),
    accountId,
  });
}

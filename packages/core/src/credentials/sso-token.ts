import { textOf } from "../config/text-of.ts";
import type { Token } from "../identity/identity.ts";
import type { CredentialsContext } from "./context.ts";
import { expirationOf } from "./expiration.ts";
import { maskToken } from "./masked.ts";
import { loginNeeded, misconfigured } from "./no-credentials.ts";
import type { ProfileContext } from "./profile-context.ts";
import { endOf, readTokenFile, renewToken, secondsText, tokenPath } from "./token-file.ts";

/** An IAM Identity Center session. */
export interface SsoSession {
  /** Name of the `[sso-session …]` section; absent for the old way, with everything in the profile. */
  readonly name?: string | undefined;
  readonly startUrl: string;
  readonly region: string;
}

/** What helps when a session has ended. */
export const loginAgain = 'run "aws sso login"';

/** Finds the session that a profile names. Throws {@link ConfigError} when it does not exist or is incomplete. */
export function sessionOfProfile({ title, files, get }: ProfileContext, name: string): SsoSession {
  const section = files.ssoSessions.get(name);
  const place = `[sso-session ${name}]`;
  if (!section) throw misconfigured(`${title} names ${place}, which does not exist`);
  for (const key of section.keys()) {
    if (get(key) !== undefined && get(key) !== textOf(section, key)) {
      throw misconfigured(`${key} in ${title} and in ${place} differ`);
    }
  }
  const [startUrl, region] = [textOf(section, "sso_start_url"), textOf(section, "sso_region")];
  if (startUrl && region) return { name, startUrl, region };
  throw misconfigured(`${place} needs sso_start_url and sso_region`);
}

/**
 * The access token that `aws sso login` left in `~/.aws/sso/cache`, renewed when it has less than 15 minutes left and
 * the session can renew it (at most once in 30 s). Throws {@link CredentialsError} when the user has to log in.
 */
export async function ssoToken(session: SsoSession, context: CredentialsContext): Promise<Token> {
  const { now = Date.now, logger, environment } = context;
  const { name, startUrl } = session;
  const path = tokenPath(environment, ".aws/sso/cache", ["sha1", name ?? startUrl]);
  let cached = await readTokenFile(path);
  let end = endOf(cached, path);
  let cause: unknown;
  if (cached && name && end - now() < 900_000) {
    const old = cached;
    try {
      cached = (await renewToken(path, context, () => renew(old, session, context))) ?? old;
      end = endOf(cached, path);
    } catch (error) {
      cause = error;
      logger?.warn?.("the SSO token could not be renewed", { error });
    }
  }
  const token = cached?.["accessToken"];
  if (typeof token === "string" && end > now()) return maskToken({ token, expiration: new Date(end) });
  throw loginNeeded(`the SSO session ${name ?? startUrl} has ended; ${loginAgain}`, cause);
}

async function renew(
  cached: Record<string, unknown>,
  { startUrl, region }: SsoSession,
  { innerCall, now = Date.now }: CredentialsContext,
): Promise<Record<string, unknown> | undefined> {
  const { refreshToken, clientId, clientSecret, registrationExpiresAt } = cached;
  const until = expirationOf(registrationExpiresAt, "registrationExpiresAt")?.getTime() ?? 0;
  if (!refreshToken || !clientId || !clientSecret || until <= now()) return undefined;
  const input = { grantType: "refresh_token", clientId, clientSecret, refreshToken };
  const output = await innerCall("sso-oidc", "CreateToken", input, { region, credentials: "anonymous" });
  return {
    startUrl,
    region,
    accessToken: output["accessToken"],
    expiresAt: secondsText(now(), output["expiresIn"]),
    clientId,
    clientSecret,
    registrationExpiresAt,
    refreshToken: output["refreshToken"] || undefined,
  };
}

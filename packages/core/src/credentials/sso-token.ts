import { createHash } from "node:crypto";
import { join } from "node:path";
import { textOf } from "../config/ini.ts";
import { ConfigError, CredentialsError } from "../errors/errors.ts";
import type { Token } from "../identity/identity.ts";
import type { CredentialsContext } from "./context.ts";
import { expirationOf } from "./expiration.ts";
import { maskToken } from "./masked.ts";
import type { ProfileContext } from "./profile-context.ts";
import { homeOf, readTokenFile, writeTokenFile } from "./token-file.ts";

/** An IAM Identity Center session. */
export interface SsoSession {
  /** Name of the `[sso-session …]` section; absent for the old way, with everything in the profile. */
  readonly name?: string | undefined;
  readonly startUrl: string;
  readonly region: string;
}

/** When each token file was last renewed, or tried to be. */
const attempts: Map<string, number> = /* @__PURE__ */ new Map();

/** Finds the session that a profile names. Throws {@link ConfigError} when it does not exist or is incomplete. */
export function sessionOfProfile({ active, files, get }: ProfileContext, name: string): SsoSession {
  const section = files.ssoSessions.get(name);
  if (!section)
    throw new ConfigError({
      what: `profile "${active.name}" names [sso-session ${name}], which does not exist`,
    });
  for (const key of section.keys()) {
    if (get(key) !== undefined && get(key) !== textOf(section, key)) {
      throw new ConfigError({
        what: `${key} in profile "${active.name}" and in [sso-session ${name}] differ`,
      });
    }
  }
  const [startUrl, region] = [textOf(section, "sso_start_url"), textOf(section, "sso_region")];
  if (!startUrl || !region) {
    throw new ConfigError({ what: `[sso-session ${name}] needs sso_start_url and sso_region` });
  }
  return { name, startUrl, region };
}

/**
 * The access token that `aws sso login` left in `~/.aws/sso/cache`, renewed when it has less than 15 minutes left and
 * the session can renew it (at most once in 30 s). Throws {@link CredentialsError} when the user has to log in.
 */
export async function ssoToken(session: SsoSession, context: CredentialsContext): Promise<Token> {
  const { now = Date.now, logger, environment } = context;
  const key = createHash("sha1")
    .update(session.name ?? session.startUrl)
    .digest("hex");
  const path = join(homeOf(environment), ".aws", "sso", "cache", `${key}.json`);
  let cached = await readTokenFile(path);
  let left = timeLeft(cached, path, now());
  let cause: unknown;
  if (cached && session.name && left < 900_000 && now() - (attempts.get(path) ?? -Infinity) >= 30_000) {
    attempts.set(path, now());
    try {
      const fresh = await renew(cached, session, context);
      if (fresh) {
        cached = fresh;
        left = timeLeft(cached, path, now());
        await writeTokenFile(path, fresh);
      }
    } catch (error) {
      cause = error;
      logger?.warn?.("the SSO token could not be renewed", { error });
    }
  }
  const token = cached?.["accessToken"];
  if (typeof token === "string" && left > 0) return maskToken({ token, expiration: new Date(now() + left) });
  throw new CredentialsError({
    what: `the SSO session ${session.name ?? session.startUrl} has ended; run "aws sso login"`,
    cause,
  });
}

function timeLeft(cached: Record<string, unknown> | undefined, path: string, now: number): number {
  return cached
    ? (expirationOf(cached["expiresAt"], `expiresAt in ${path}`)?.getTime() ?? -Infinity) - now
    : -Infinity;
}

async function renew(
  cached: Record<string, unknown>,
  session: SsoSession,
  { innerCall, now = Date.now }: CredentialsContext,
): Promise<Record<string, unknown> | undefined> {
  const { refreshToken, clientId, clientSecret, registrationExpiresAt } = cached;
  const until = expirationOf(registrationExpiresAt, "registrationExpiresAt")?.getTime() ?? 0;
  if (!refreshToken || !clientId || !clientSecret || until <= now()) return undefined;
  const input = { grantType: "refresh_token", clientId, clientSecret, refreshToken };
  const { region } = session;
  const output = await innerCall("sso-oidc", "CreateToken", input, { region, credentials: "anonymous" });
  return {
    startUrl: session.startUrl,
    region,
    accessToken: output["accessToken"],
    expiresAt: secondsText(now() + Number(output["expiresIn"]) * 1_000),
    clientId,
    clientSecret,
    registrationExpiresAt,
    ...(output["refreshToken"] ? { refreshToken: output["refreshToken"] } : undefined),
  };
}

/** A time to the second, as the AWS CLI writes and reads it. */
export function secondsText(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+/, "");
}

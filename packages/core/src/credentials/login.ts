import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { join } from "node:path";
import { ConfigError, CredentialsError } from "../errors/errors.ts";
import type { Credentials } from "../identity/identity.ts";
import { provider, type CredentialsContext, type Provider } from "./context.ts";
import { expirationOf } from "./expiration.ts";
import { maskCredentials } from "./masked.ts";
import { atProfile, type ProfileContext } from "./profile-context.ts";
import { secondsText } from "./sso-token.ts";
import { homeOf, readTokenFile, writeTokenFile } from "./token-file.ts";

type Json = Record<string, unknown>;

/** Credentials of a console session that `aws login` opened, renewed through the sign-in service. */
export function fromLogin(options: { readonly profile?: string } = {}): Provider {
  return provider("login", async (context) =>
    loginOfProfile(await atProfile(context, options.profile, true)),
  );
}

/**
 * The step of a profile: the session's credentials from the file that `aws login` wrote, renewed when they have 5 minutes
 * or less left. Throws {@link CredentialsError} when the user has to log in.
 */
export async function loginOfProfile(at: ProfileContext): Promise<Credentials> {
  const session = at.get("login_session");
  if (!session) throw new ConfigError({ what: `no login_session in profile "${at.active.name}"` });
  const { environment, now = Date.now, logger } = at;
  const directory =
    environment.env("AWS_LOGIN_CACHE_DIRECTORY") ?? join(homeOf(environment), ".aws", "login", "cache");
  const path = join(directory, `${createHash("sha256").update(session.trim()).digest("hex")}.json`);
  const cached = await readTokenFile(path);
  const missing = ["accessToken", "refreshToken", "dpopKey", "clientId"].filter((key) => !cached?.[key]);
  if (!cached || missing.length)
    throw loginNeeded(cached ? `${path} has no ${missing.join(", ")}` : `there is no ${path}`);

  const current = cached["accessToken"] as Json;
  const end = expirationOf(current["expiresAt"], `expiresAt in ${path}`)?.getTime() ?? 0;
  if (end - now() > 300_000) return credentialsOf(current);
  const renewed = await renew(cached, at);
  try {
    await writeTokenFile(path, renewed);
  } catch (error) {
    logger?.warn?.(`${path} could not be written`, { error });
  }
  return credentialsOf(renewed["accessToken"] as Json);
}

async function renew(cached: Json, context: CredentialsContext): Promise<Json> {
  const { innerCall, now = Date.now, region = "us-east-1" } = context;
  const tokenInput = {
    clientId: cached["clientId"],
    refreshToken: cached["refreshToken"],
    grantType: "refresh_token",
  };
  const key = String(cached["dpopKey"]);
  const headers = (url: string): Record<string, string> => ({ dpop: proofOfPossession(key, url, now()) });
  const output = await innerCall(
    "signin",
    "CreateOAuth2Token",
    { tokenInput },
    { region, credentials: "anonymous", headers },
  ).catch((cause: unknown) => {
    const { error } = cause as { error?: unknown };
    throw error === "INSUFFICIENT_PERMISSIONS"
      ? new CredentialsError({ what: "the login session may not be renewed: permissions are missing", cause })
      : loginNeeded("the session could not be renewed", cause);
  });
  const { accessToken, refreshToken, expiresIn } = (output["tokenOutput"] ?? {}) as Record<string, any>;
  if (!accessToken || !refreshToken) throw loginNeeded("the sign-in service gave no token");
  const { accessKeyId, secretAccessKey, sessionToken } = accessToken;
  const { accountId } = cached["accessToken"] as Json;
  const expiresAt = secondsText(now() + Number(expiresIn) * 1_000);
  return {
    ...cached,
    accessToken: { accessKeyId, secretAccessKey, sessionToken, accountId, expiresAt },
    refreshToken,
  };
}

function credentialsOf(token: Json): Credentials {
  const { accessKeyId, secretAccessKey, sessionToken, accountId, expiresAt } = token as Record<
    string,
    string
  >;
  if (!accessKeyId || !secretAccessKey) throw loginNeeded("the session's file is incomplete");
  return maskCredentials({
    accessKeyId,
    secretAccessKey,
    sessionToken,
    accountId,
    expiration: expirationOf(expiresAt, "expiresAt"),
  });
}

function loginNeeded(why: string, cause?: unknown): CredentialsError {
  return new CredentialsError({ what: `the login session cannot be used: ${why}; run "aws login"`, cause });
}

/** A DPoP proof (RFC 9449): a JWT of method, URL and time, signed with ES256 by the key that the session is bound to. */
export function proofOfPossession(pem: string, url: string, now: number): string {
  try {
    const key = createPrivateKey(pem);
    const { kty, x, y, crv } = createPublicKey(key).export({ format: "jwk" });
    const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    const header = encode({ typ: "dpop+jwt", alg: "ES256", jwk: { kty, x, y, crv } });
    const claims = encode({ htm: "POST", htu: url, iat: Math.floor(now / 1_000), jti: crypto.randomUUID() });
    const signature = sign("sha256", Buffer.from(`${header}.${claims}`), { key, dsaEncoding: "ieee-p1363" });
    return `${header}.${claims}.${signature.toString("base64url")}`;
  } catch {
    // The cause could quote the key.
    throw loginNeeded("its key cannot be read");
  }
}

import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import type { CredentialsError } from "../errors/errors.ts";
import type { Credentials } from "../identity/identity.ts";
import { provider, type CredentialsContext, type Found, type Provider } from "./context.ts";
import { expirationOf } from "./expiration.ts";
import { wholeCredentials } from "./masked.ts";
import { loginNeeded, noCredentials } from "./no-credentials.ts";
import { atProfile, lacks, type ProfileContext } from "./profile-context.ts";
import { endOf, readTokenFile, renewToken, secondsText, tokenPath } from "./token-file.ts";

type Json = Record<string, any>;

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
export async function loginOfProfile(at: ProfileContext): Promise<Found> {
  const { environment, now = Date.now, get } = at;
  const session = get("login_session")?.trim();
  if (!session) return lacks("login_session", at);
  const directory = environment.env("AWS_LOGIN_CACHE_DIRECTORY");
  const path = tokenPath(environment, ".aws/login/cache", ["sha256", session], directory);
  const cached: Json | undefined = await readTokenFile(path);
  const missing = ["accessToken", "refreshToken", "dpopKey", "clientId"].filter((key) => !cached?.[key]);
  if (!cached || missing.length) {
    throw notUsable(cached ? `${path} has no ${missing.join(", ")}` : `there is no ${path}`);
  }
  if (endOf(cached["accessToken"], path) - now() > 300_000) return credentialsOf(cached);
  return credentialsOf((await renewToken(path, at, () => renew(cached, at)))!);
}

async function renew(cached: Json, context: CredentialsContext): Promise<Json> {
  const { innerCall, now = Date.now, region = "us-east-1" } = context;
  const { clientId, refreshToken, dpopKey } = cached;
  const tokenInput = { clientId, refreshToken, grantType: "refresh_token" };
  const { tokenOutput }: Json = await innerCall(
    "signin",
    "CreateOAuth2Token",
    { tokenInput },
    {
      region,
      credentials: "anonymous",
      headers: (url) => ({ dpop: proofOfPossession(String(dpopKey), url, now()) }),
    },
  ).catch((cause: { error?: unknown } = {}) => {
    throw cause.error === "INSUFFICIENT_PERMISSIONS"
      ? noCredentials("the login session may not be renewed: permissions are missing", cause)
      : notUsable("the session could not be renewed", cause);
  });
  if (!tokenOutput?.accessToken || !tokenOutput.refreshToken || !(tokenOutput.expiresIn > 0)) {
    throw notUsable("the sign-in service gave no token");
  }
  const { accountId } = cached["accessToken"];
  const expiresAt = secondsText(now(), tokenOutput.expiresIn);
  return {
    ...cached,
    accessToken: { ...tokenOutput.accessToken, accountId, expiresAt },
    refreshToken: tokenOutput.refreshToken,
  };
}

function credentialsOf({ accessToken }: Json): Credentials {
  const expiration = expirationOf(accessToken.expiresAt, "expiresAt");
  return wholeCredentials({ ...accessToken, expiration }, whyLogin("the session's file is incomplete"));
}

function whyLogin(why: string): string {
  return `the login session cannot be used: ${why}; run "aws login"`;
}

function notUsable(why: string, cause?: unknown): CredentialsError {
  return loginNeeded(whyLogin(why), cause);
}

/** A DPoP proof (RFC 9449): a JWT of method, URL and time, signed with ES256 by the key that the session is bound to. */
export function proofOfPossession(pem: string, url: string, now: number): string {
  try {
    const key = createPrivateKey(pem);
    const jwk = createPublicKey(key).export({ format: "jwk" });
    const jwt = [
      { typ: "dpop+jwt", alg: "ES256", jwk },
      { htm: "POST", htu: url, iat: Math.floor(now / 1_000), jti: crypto.randomUUID() },
    ].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
    const signature = sign("sha256", Buffer.from(jwt.join(".")), { key, dsaEncoding: "ieee-p1363" });
    return [...jwt, signature.toString("base64url")].join(".");
  } catch {
    // The cause could quote the key.
    throw notUsable("its key cannot be read");
  }
}

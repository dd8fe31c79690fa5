import { createHash } from "node:crypto";
import { secretOf, tokenOf } from "../find-leaks.ts";

/** Static keys of a profile. */
export function keys(id: string): string {
  return `aws_access_key_id = ${id}\naws_secret_access_key = ${secretOf(id)}\n`;
}

/** Static keys in variables. */
export function variables(id: string): Record<string, string> {
  return { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secretOf(id) };
}

/** A web identity in variables, and its file. */
export const webIdentity: { variables: Record<string, string>; files: Record<string, string> } = {
  variables: { AWS_WEB_IDENTITY_TOKEN_FILE: "HOME/jwt", AWS_ROLE_ARN: "arn:aws:iam::1:role/w" },
  files: { jwt: "canary-jwt" },
};

/** The keys of a profile that uses IAM Identity Center without a session. */
export const ssoKeys: string =
  "sso_account_id = 1\nsso_role_name = r\nsso_start_url = https://start\nsso_region = us-west-2\n";

/** A profile that uses a session of IAM Identity Center, and the session. */
export const ssoSession: string =
  "[default]\nsso_account_id = 1\nsso_role_name = r\nsso_session = my\n[sso-session my]\nsso_start_url = https://start\nsso_region = us-west-2\n";

/** File in which the AWS CLI keeps the token of a session, or of a start URL. */
export function ssoFile(name: string): string {
  return `.aws/sso/cache/${createHash("sha1").update(name).digest("hex")}.json`;
}

/** A token that has some minutes left when a scenario begins; it can be renewed when it says so. */
export function ssoLogin(minutes: number, renewable = true): Record<string, unknown> {
  return {
    accessToken: "canary-access-old",
    expiresAt: at(minutes),
    ...(renewable && {
      refreshToken: "canary-refresh-old",
      clientId: "client",
      clientSecret: "canary-client-secret",
      registrationExpiresAt: at(90 * 24 * 60),
    }),
  };
}

/** A profile of `aws login`. */
export const loginProfile: string = "[default]\nlogin_session = s\n";

/** The file of that login, with credentials that have some minutes left. */
export function loginFile(minutes: number, pem: string, changes: object = {}): Record<string, unknown> {
  return { [loginPath]: { ...loginToken(minutes, pem), ...changes } };
}

/** Where the AWS CLI keeps the login. */
export const loginPath: string = `.aws/login/cache/${createHash("sha256").update("s").digest("hex")}.json`;

function loginToken(minutes: number, pem: string): Record<string, unknown> {
  return {
    accessToken: {
      accessKeyId: "LOGGED",
      secretAccessKey: secretOf("LOGGED"),
      sessionToken: tokenOf("LOGGED"),
      accountId: "9",
      expiresAt: at(minutes),
    },
    refreshToken: "canary-refresh-login",
    clientId: "client",
    dpopKey: pem,
  };
}

/** A time some minutes after scenarios begin, to the second. */
export function at(minutes: number): string {
  return new Date(Date.parse("2030-01-01T00:00:00Z") + minutes * 60_000).toISOString().replace(".000", "");
}

/** A command that prints a file of the home. */
export const printCommand: string =
  process.platform === "win32"
    ? `"${process.execPath}" -p "require('fs').readFileSync('HOME/printed','utf8')"`
    : "cat HOME/printed";

/** What a credential process prints. */
export function printed(key: string, changes: object = {}): Record<string, unknown> {
  return { Version: 1, AccessKeyId: key, SecretAccessKey: secretOf(key), ...changes };
}

/** A profile with a process, and what the process prints. */
export function processGiven(output: unknown, more = ""): { config: string; files: Record<string, unknown> } {
  return { config: `[default]\ncredential_process = ${printCommand}\n${more}`, files: { printed: output } };
}

/** A role whose source is a profile with static keys. */
export const baseRole: string = `role_arn = arn:aws:iam::1:role/r\nsource_profile = base\n`;

/** The source. */
export const base: string = `[profile base]\n${keys("BASE")}`;

import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FakeAnswer } from "./fake-network.ts";
import type { Dice } from "./random-environment.ts";

const later = "2099-01-01T00:00:00Z";
const role = "arn:aws:iam::123456789012:role/r";
const startUrl = "https://start.example.com";

/** Writes the files that sources of credentials read: tokens, and what processes print. */
export function writeSourceFiles(home: string): void {
  const write = (folder: string, name: string, content: object | string): void => {
    mkdirSync(join(home, folder), { recursive: true });
    writeFileSync(join(home, folder, name), typeof content === "string" ? content : JSON.stringify(content));
  };
  const hash = (algorithm: string, text: string): string => createHash(algorithm).update(text).digest("hex");
  const sso = { accessToken: "t", expiresAt: later, region: "us-east-1", startUrl };
  for (const name of [startUrl, "s"]) write(".aws/sso/cache", `${hash("sha1", name)}.json`, sso);
  write(".", "token", "web-identity-token");
  write(".", "process.json", { Version: 1, AccessKeyId: "PROCESS", SecretAccessKey: "secret" });
  write(".aws/login/cache", `${hash("sha256", "login")}.json`, {
    accessToken: { accessKeyId: "LOGIN", secretAccessKey: "secret", sessionToken: "t", accountId: "1", expiresAt: later },
    refreshToken: "r",
    clientId: "c",
    dpopKey: "k",
    idToken: "i",
  }); // prettier-ignore
}

/** Variables with credentials, or that say where to get them. */
export function variableSources({ one }: Dice, home: string): Record<string, string> {
  return {
    AWS_LOGIN_CACHE_DIRECTORY: join(home, ".aws/login/cache"),
    ...(one(6) && { AWS_ACCESS_KEY_ID: "VARIABLES", AWS_SECRET_ACCESS_KEY: one(15) ? "" : "secret" }),
    ...(one(12) && {
      AWS_WEB_IDENTITY_TOKEN_FILE: join(home, "token"),
      ...(!one(6) && { AWS_ROLE_ARN: role }),
    }),
    ...(one(8) && { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/task" }),
    ...(one(12) && { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://169.254.170.23/task" }),
  };
}

/** Keys of a profile with credentials, or that say where to get them: none, one source or several. */
export function profileSources(name: string, { pick, one }: Dice, home: string): Record<string, string> {
  const assumed: Record<string, string>[] = [
    { source_profile: pick(["base", "base", "default", name, "nobody"]) },
    { credential_source: pick(["Environment", "Ec2InstanceMetadata", "EcsContainer"]) },
    { source_profile: "base", credential_source: "Environment" },
    {},
  ];
  const legacySso = { sso_start_url: startUrl, sso_region: "us-east-1" };
  return {
    ...(one(name === "base" ? 2 : 6) && {
      aws_access_key_id: `CONFIG-${name}`,
      ...(!one(20) && { aws_secret_access_key: "secret" }),
    }),
    ...(one(6) && { role_arn: role, ...pick([assumed[0], assumed[0], ...assumed]) }),
    ...(one(14) && { role_arn: role, web_identity_token_file: join(home, "token") }),
    ...(one(10) && {
      sso_account_id: "123456789012",
      ...(!one(10) && { sso_role_name: "r" }),
      ...pick([{ sso_session: "s" }, { sso_session: "gone" }, legacySso, legacySso]),
    }),
    ...(one(14) && { login_session: pick(["login", "login", "nobody"]) }),
    ...(one(10) && { credential_process: `cat ${join(home, pick(["process.json", "process.json", "none"]))}` }),
  }; // prettier-ignore
}

const keys = (id: string): object => ({
  AccessKeyId: id,
  SecretAccessKey: "s",
  Token: "t",
  Expiration: later,
});

function assumedRole(action: string): FakeAnswer {
  const inner =
    "<Credentials><AccessKeyId>$SIGNER&gt;ROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey>" +
    `<SessionToken>t</SessionToken><Expiration>${later}</Expiration></Credentials>` +
    `<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn></AssumedRoleUser>`;
  const xml = `<${action}Response><${action}Result>${inner}</${action}Result></${action}Response>`;
  return [`Action=${action}&`, xml];
}

/** What answers to those who ask for credentials, or where they are. */
export const credentialAnswers: readonly FakeAnswer[] = [
  ["^169\\.254\\.169\\.254/latest/api/token ", "token"],
  ["/placement/availability-zone/? ", "us-west-2a"],
  ["/placement/region ", "us-west-2"],
  ["/security-credentials/? ", "role"],
  ["/security-credentials/role ", JSON.stringify(keys("INSTANCE"))],
  ["^169\\.254\\.170\\.23?/task ", JSON.stringify(keys("CONTAINER"))],
  [
    "/federation/credentials ",
    JSON.stringify({ roleCredentials: { accessKeyId: "SSO", secretAccessKey: "s", sessionToken: "t", expiration: Date.parse(later) } }), // prettier-ignore
  ],
  assumedRole("AssumeRoleWithWebIdentity"),
  assumedRole("AssumeRole"),
];

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createEnvironment } from "../config/environment-node.ts";
import { ConfigError, CredentialsError, TimeoutError } from "../errors/errors.ts";
import { ServiceError } from "../errors/service-error.ts";
import type { Transport } from "../http/messages.ts";
import { fromAssumeRole } from "./assume-role.ts";
import { fromContainer } from "./container.ts";
import type { CredentialsContext, Provider } from "./context.ts";
import { defaultChain as webChain } from "./default-chain-web.ts";
import { defaultChain } from "./default-chain.ts";
import { defaultToken } from "./default-token.ts";
import { fromEnvironment } from "./environment.ts";
import type { InnerCallOptions } from "./inner-call.ts";
import { fromLogin } from "./login.ts";
import { fromProcess } from "./process.ts";
import { fromSharedFiles } from "./shared-files.ts";
import { fromSso } from "./sso.ts";
import { fromStatic } from "./static.ts";
import { fromWebIdentity } from "./web-identity.ts";

const home = mkdtempSync(join(tmpdir(), "chain-"));
afterAll(() => rmSync(home, { recursive: true }));
let homes = 0;

interface Call {
  service: string;
  operation: string;
  input: Record<string, any>;
  options: InnerCallOptions;
}

interface Given {
  config?: string;
  credentials?: string;
  variables?: Record<string, string>;
  /** Other files of the home, by path. */
  files?: Record<string, unknown>;
  context?: Partial<CredentialsContext>;
  answer?: (call: Call) => unknown;
}

const time = Date.parse("2030-01-01T00:00:00Z");
const nowhere: Transport = {
  handle: () => Promise.reject(new TimeoutError({ what: "silence", phase: "connect", limitMs: 1_000 })),
};
const later = new Date(time + 3_600_000);
const keys = (id: string) => `aws_access_key_id = ${id}\naws_secret_access_key = canary-secret\n`;
const role = (id: string) => ({
  Credentials: {
    AccessKeyId: id,
    SecretAccessKey: "canary-secret",
    SessionToken: "token",
    Expiration: later.toISOString(),
  },
  AssumedRoleUser: { Arn: "arn:aws:sts::123456789012:assumed-role/r/s" },
});
const ssoAnswer = { roleCredentials: { accessKeyId: "SSO", secretAccessKey: "canary-secret", sessionToken: "t", expiration: later.getTime() } }; // prettier-ignore
const sha1 = (text: string) => createHash("sha1").update(text).digest("hex");
const ssoFile = (name: string) => `.aws/sso/cache/${sha1(name)}.json`;
const ssoLogin = { accessToken: "canary-access", expiresAt: "2030-01-01T08:00:00Z" };
const print = (json: unknown) => `node -e 'console.log(${JSON.stringify(JSON.stringify(json))})'`;

function surround(given: Given): { context: CredentialsContext; calls: Call[]; own: string } {
  const own = join(home, String(homes++));
  const all: Record<string, unknown> = { ...given.files };
  if (given.config !== undefined) all[".aws/config"] = given.config;
  if (given.credentials !== undefined) all[".aws/credentials"] = given.credentials;
  for (const [path, content] of Object.entries(all)) {
    mkdirSync(dirname(join(own, path)), { recursive: true });
    writeFileSync(join(own, path), typeof content === "string" ? content : JSON.stringify(content));
  }
  const variables = Object.entries(given.variables ?? {}).map(([key, value]) => [
    key,
    value.replace("HOME/", `${own}/`),
  ]);
  const calls: Call[] = [];
  const context: CredentialsContext = {
    environment: createEnvironment({ HOME: own, ...Object.fromEntries(variables) }),
    region: "eu-west-1",
    transport: nowhere,
    now: () => time,
    innerCall: async (service, operation, input, options) => {
      calls.push({ service, operation, input, options });
      const answer = given.answer?.({ service, operation, input, options }) ?? role("ROLE");
      return answer as Record<string, unknown>;
    },
    ...given.context,
  };
  return { context, calls, own };
}

const serviceError = (code: string, members = {}) =>
  new ServiceError({
    service: "S",
    operation: "O",
    code,
    metadata: { status: 400, attempts: 1, headers: {} },
    members,
  });
const env = { AWS_ACCESS_KEY_ID: "ENV", AWS_SECRET_ACCESS_KEY: "canary-secret" };
const sso = "sso_account_id = 1\nsso_role_name = r\nsso_start_url = u\nsso_region = us-east-1\n";
const web = { AWS_WEB_IDENTITY_TOKEN_FILE: "HOME/jwt", AWS_ROLE_ARN: "arn:aws:iam::1:role/w" };
const jwt = { jwt: "the-token" };
const login = { config: "[default]\nlogin_session = s\n", files: { [`.aws/login/cache/${createHash("sha256").update("s").digest("hex")}.json`]: { accessToken: { accessKeyId: "LOGIN", secretAccessKey: "canary-secret", sessionToken: "t", accountId: "9", expiresAt: "2030-01-01T01:00:00Z" }, refreshToken: "r", dpopKey: "k", clientId: "c" } } }; // prettier-ignore

const found: [name: string, given: Given, accessKeyId: string][] = [
  ["environment", { variables: env }, "ENV"],
  ["environment before everything else", { variables: { ...env, ...web }, config: `[default]\nrole_arn = x\n${keys("C")}`, credentials: `[default]\n${keys("F")}` }, "ENV"],
  ["environment before the profile of AWS_PROFILE", { variables: { ...env, AWS_PROFILE: "dev" }, credentials: `[dev]\n${keys("F")}` }, "ENV"],
  ["not the environment when a profile is named in code", { variables: env, credentials: `[dev]\n${keys("F")}`, context: { profile: "dev" } }, "F"],
  ["not the web identity of variables when a profile is named in code", { variables: web, files: jwt, credentials: `[dev]\n${keys("F")}`, context: { profile: "dev" } }, "F"],
  ["credentials file", { credentials: `[default]\n${keys("F")}` }, "F"],
  ["credentials file before config file", { credentials: `[default]\n${keys("F")}`, config: `[default]\n${keys("C")}` }, "F"],
  ["config file", { config: `[default]\n${keys("C")}` }, "C"],
  ["profile of AWS_PROFILE", { variables: { AWS_PROFILE: "dev" }, config: `[default]\n${keys("C")}[profile dev]\n${keys("D")}` }, "D"],
  ["AWS_PROFILE before AWS_DEFAULT_PROFILE", { variables: { AWS_PROFILE: "dev", AWS_DEFAULT_PROFILE: "default" }, credentials: `[default]\n${keys("C")}[dev]\n${keys("D")}` }, "D"],
  ["role before static keys", { config: `[default]\nrole_arn = r\nsource_profile = base\n${keys("C")}[profile base]\n${keys("B")}` }, "ROLE"],
  ["role with its own keys", { config: `[default]\nrole_arn = r\nsource_profile = default\n${keys("C")}` }, "ROLE"],
  ["role with keys of the credentials file", { config: "[default]\nrole_arn = r\nsource_profile = base\n", credentials: `[base]\n${keys("B")}` }, "ROLE"],
  ["role of a role", { config: `[default]\nrole_arn = r2\nsource_profile = mid\n[profile mid]\nrole_arn = r1\nsource_profile = base\n[profile base]\n${keys("B")}` }, "ROLE"],
  ["role from the environment", { config: "[profile dev]\nrole_arn = r\ncredential_source = Environment\n", variables: env, context: { profile: "dev" } }, "ROLE"],
  ["role from a web identity", { config: "[default]\nrole_arn = r\nsource_profile = w\n[profile w]\nrole_arn = rw\nweb_identity_token_file = /dev/null\n" }, "ROLE"],
  ["role from SSO", { config: `[default]\nrole_arn = r\nsource_profile = s\n[profile s]\n${sso}`, files: { [ssoFile("u")]: ssoLogin }, answer: ({ service }) => (service === "sso" ? ssoAnswer : undefined) }, "ROLE"],
  ["role from a process", { config: `[default]\nrole_arn = r\nsource_profile = p\n[profile p]\ncredential_process = ${print({ Version: 1, AccessKeyId: "P", SecretAccessKey: "s" })}\n` }, "ROLE"],
  ["web identity of variables", { variables: web, files: jwt }, "ROLE"],
  ["web identity of the profile", { config: "[default]\nrole_arn = r\nweb_identity_token_file = /dev/null\n" }, "ROLE"],
  ["web identity before SSO", { variables: web, files: { ...jwt, [ssoFile("u")]: ssoLogin }, config: `[default]\n${sso}` }, "ROLE"],
  ["SSO, the old way", { config: `[default]\n${sso}`, files: { [ssoFile("u")]: ssoLogin }, answer: () => ssoAnswer }, "SSO"],
  ["SSO with a session", { config: "[default]\nsso_account_id = 1\nsso_role_name = r\nsso_session = my\n[sso-session my]\nsso_start_url = u\nsso_region = us-east-1\n", files: { [ssoFile("my")]: ssoLogin }, answer: () => ssoAnswer }, "SSO"],
  ["SSO before the credentials file", { config: `[default]\n${sso}`, credentials: `[default]\n${keys("F")}`, files: { [ssoFile("u")]: ssoLogin }, answer: () => ssoAnswer }, "SSO"],
  ["login", login, "LOGIN"],
  ["credentials file before login", { ...login, credentials: `[default]\n${keys("F")}` }, "F"],
  ["login before process", { ...login, config: `${login.config}credential_process = false\n` }, "LOGIN"],
  ["process", { config: `[default]\ncredential_process = ${print({ Version: 1, AccessKeyId: "P", SecretAccessKey: "s" })}\n` }, "P"],
  ["process before config file", { config: `[default]\n${keys("C")}credential_process = ${print({ Version: 1, AccessKeyId: "P", SecretAccessKey: "s" })}\n` }, "P"],
]; // prettier-ignore

const refused: [name: string, given: Given, message: RegExp | string, kind: typeof ConfigError | typeof CredentialsError][] = [
  ["a key without a secret in the environment", { variables: { AWS_ACCESS_KEY_ID: "a" } }, "but no AWS_SECRET_ACCESS_KEY", CredentialsError],
  ["an end of the environment's that is no time", { variables: { ...env, AWS_CREDENTIAL_EXPIRATION: "soon" } }, "AWS_CREDENTIAL_EXPIRATION is not a time", CredentialsError],
  ["a key without a secret in the credentials file", { credentials: "[default]\naws_access_key_id = a" }, 'profile "default" of the credentials file has aws_access_key_id', CredentialsError],
  ["a key without a secret in the config file", { config: "[default]\naws_access_key_id = a" }, 'profile "default" of the config file has aws_access_key_id', CredentialsError],
  ["a profile that does not exist", { context: { profile: "gone" }, credentials: "[a]\n[b]" }, 'no profile "gone"; profiles are: a, b', ConfigError],
  ["an unreadable file", { variables: { AWS_CONFIG_FILE: "/" } }, "/ cannot be read (EISDIR)", ConfigError],
  ["a role with no source", { config: "[default]\nrole_arn = r" }, "needs one of source_profile and credential_source", ConfigError],
  ["a role with two sources", { config: "[default]\nrole_arn = r\nsource_profile = a\ncredential_source = Environment" }, "needs one of", ConfigError],
  ["a source profile that does not exist", { config: "[default]\nrole_arn = r\nsource_profile = gone" }, 'no profile "gone"', ConfigError],
  ["a source profile without credentials", { config: "[default]\nrole_arn = r\nsource_profile = e\n[profile e]\nregion = x" }, "no credentials; looked at: web identity", CredentialsError],
  ["a role that is its own source", { config: "[default]\nrole_arn = r\nsource_profile = default" }, "circle: default → default", ConfigError],
  ["roles in a circle", { config: "[default]\nrole_arn = r\nsource_profile = a\n[profile a]\nrole_arn = r\nsource_profile = b\n[profile b]\nrole_arn = r\nsource_profile = default" }, "circle: default → a → b → default", ConfigError],
  ["a role whose source is a role with its own keys, in a circle", { config: `[default]\nrole_arn = r\nsource_profile = a\n[profile a]\nrole_arn = r\nsource_profile = default\n` }, "circle", ConfigError],
  ["an unknown credential source", { config: "[default]\nrole_arn = r\ncredential_source = environment" }, 'is "environment"; allowed: Environment, Ec2InstanceMetadata, EcsContainer', ConfigError],
  ["a credential source without credentials", { config: "[default]\nrole_arn = r\ncredential_source = Environment" }, "credential_source Environment of profile", CredentialsError],
  ["a container source outside of a container", { config: "[default]\nrole_arn = r\ncredential_source = EcsContainer" }, "credential_source EcsContainer", CredentialsError],
  ["an instance source that is switched off", { config: "[default]\nrole_arn = r\ncredential_source = Ec2InstanceMetadata", variables: { AWS_EC2_METADATA_DISABLED: "True" } }, "AWS_EC2_METADATA_DISABLED is true", CredentialsError],
  ["a role that STS refuses", { config: `[default]\nrole_arn = r\nsource_profile = default\n${keys("C")}`, answer: () => { throw serviceError("AccessDenied"); } }, "r cannot be assumed", CredentialsError],
  ["a role without credentials in the answer", { config: `[default]\nrole_arn = r\nsource_profile = default\n${keys("C")}`, answer: () => ({}) }, "STS AssumeRole: no AccessKeyId, SecretAccessKey, SessionToken, Expiration", CredentialsError],
  ["a role with MFA and nobody to ask", { config: `[default]\nrole_arn = r\nmfa_serial = m\nsource_profile = default\n${keys("C")}` }, "needs a code of m", CredentialsError],
  ["a web identity without a role", { variables: { AWS_WEB_IDENTITY_TOKEN_FILE: "x" } }, "AWS_ROLE_ARN or role_arn is not", ConfigError],
  ["a web identity without its file", { variables: { ...web, AWS_WEB_IDENTITY_TOKEN_FILE: "/gone" } }, "token file /gone cannot be read", CredentialsError],
  ["SSO with missing keys", { config: "[default]\nsso_account_id = 1" }, 'profile "default" uses SSO, but has no sso_role_name, sso_start_url, sso_region', ConfigError],
  ["SSO with a session that does not exist", { config: "[default]\nsso_account_id = 1\nsso_role_name = r\nsso_session = gone" }, "[sso-session gone], which does not exist", ConfigError],
  ["SSO with a session without a region", { config: "[default]\nsso_account_id = 1\nsso_role_name = r\nsso_session = my\n[sso-session my]\nsso_start_url = u" }, "needs sso_start_url and sso_region", ConfigError],
  ["SSO with contradictory keys", { config: `[default]\n${sso}sso_session = my\n[sso-session my]\nsso_start_url = v\nsso_region = us-east-1` }, "sso_start_url in profile \"default\" and in [sso-session my] differ", ConfigError],
  ["SSO without a login", { config: `[default]\n${sso}` }, 'run "aws sso login"', CredentialsError],
  ["SSO with a login that has ended", { config: `[default]\n${sso}`, files: { [ssoFile("u")]: { ...ssoLogin, expiresAt: "2029-12-31T00:00:00UTC" } } }, 'run "aws sso login"', CredentialsError],
  ["SSO with half a file", { config: `[default]\n${sso}`, files: { [ssoFile("u")]: '{"accessTok' } }, 'run "aws sso login"', CredentialsError],
  ["SSO with a foreign file", { config: `[default]\n${sso}`, files: { [ssoFile("u")]: "[1]" } }, 'run "aws sso login"', CredentialsError],
  ["SSO with an end that is no time", { config: `[default]\n${sso}`, files: { [ssoFile("u")]: { ...ssoLogin, expiresAt: "x" } } }, "is not a time", CredentialsError],
  ["SSO that refuses the token", { config: `[default]\n${sso}`, files: { [ssoFile("u")]: ssoLogin }, answer: () => { throw serviceError("UnauthorizedException"); } }, "the SSO session is no longer valid", CredentialsError],
  ["SSO that refuses the role", { config: `[default]\n${sso}`, files: { [ssoFile("u")]: ssoLogin }, answer: () => { throw serviceError("ForbiddenException"); } }, "no SSO credentials for role r in account 1", CredentialsError],
  ["SSO without credentials in the answer", { config: `[default]\n${sso}`, files: { [ssoFile("u")]: ssoLogin }, answer: () => ({ roleCredentials: {} }) }, "sso: no credentials", CredentialsError],
  ["a process that fails", { config: "[default]\ncredential_process = false" }, "credential_process failed (1)", CredentialsError],
  ["a container endpoint elsewhere", { variables: { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://1.2.3.4/" } }, "not this machine", ConfigError],
]; // prettier-ignore

describe("the default chain finds", () => {
  test.each(found)("%s", async (_, given, accessKeyId) => {
    expect((await defaultChain()(surround(given).context)).accessKeyId).toBe(accessKeyId);
  });
});

describe("the default chain refuses", () => {
  test.each(refused)("%s", async (_, given, message, kind) => {
    const finding = defaultChain()(surround(given).context);
    await expect(finding).rejects.toThrow(message);
    await expect(finding).rejects.toBeInstanceOf(kind);
    await expect(finding).rejects.toThrow(/^(?!.*canary)/s);
  });
});

describe("the default chain", () => {
  test("names every place in order, why it had nothing, and what to do", async () => {
    const error = await defaultChain()(surround({}).context).catch((e: unknown) => e as Error);
    expect(error).toBeInstanceOf(CredentialsError);
    expect((error as Error).message).toBe(
      "no credentials; looked at: environment (no AWS_ACCESS_KEY_ID in the environment), " +
        'role (no role_arn in profile "default"), ' +
        "web identity (no web identity token file is set), " +
        'sso (no sso_account_id or sso_role_name in profile "default"), ' +
        'credentials file (no aws_access_key_id in profile "default" of the credentials file), ' +
        'login (no login_session in profile "default"), ' +
        'process (no credential_process in profile "default"), ' +
        'config file (no aws_access_key_id in profile "default" of the config file), ' +
        "container (AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and AWS_CONTAINER_CREDENTIALS_FULL_URI are not set), " +
        "instance metadata (the instance metadata service cannot be reached). " +
        'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, run "aws configure" or "aws login", or give the client credentials',
    );
  });

  test("reads the files again when it is asked again", async () => {
    const { context, own } = surround({ credentials: `[default]\n${keys("OLD")}` });
    const chain = defaultChain();
    expect((await chain(context)).accessKeyId).toBe("OLD");
    writeFileSync(join(own, ".aws/credentials"), `[default]\n${keys("NEW")}`);
    expect((await chain(context)).accessKeyId).toBe("NEW");
  });

  test("in a browser says that there is none", async () => {
    await expect(webChain()()).rejects.toThrow("in a browser they must be given");
  });
});

describe("what the calls say", () => {
  test("every key of a role's profile", async () => {
    const { context, calls } = surround({
      config: `[default]\nrole_arn = r\nrole_session_name = n\nexternal_id = e\nduration_seconds = 900\nmfa_serial = m\nsource_profile = base\n[profile base]\n${keys("B")}aws_session_token = T\n`,
      context: { mfaCode: async (serial) => `code of ${serial}` },
    });
    const credentials = await defaultChain()(context);
    expect(calls).toEqual([
      {
        service: "sts",
        operation: "AssumeRole",
        input: { RoleArn: "r", RoleSessionName: "n", ExternalId: "e", DurationSeconds: 900, SerialNumber: "m", TokenCode: "code of m" }, // prettier-ignore
        options: {
          region: "eu-west-1",
          credentials: { accessKeyId: "B", secretAccessKey: "canary-secret", sessionToken: "T" },
        },
      },
    ]);
    expect(credentials).toEqual({ accessKeyId: "ROLE", secretAccessKey: "canary-secret", sessionToken: "token", expiration: later, accountId: "123456789012" }); // prettier-ignore
  });

  test("a role of a role is assumed with the first one's credentials; a bad duration is left out", async () => {
    const { context, calls } = surround({
      config: `[default]\nrole_arn = r2\nduration_seconds = long\nsource_profile = mid\n[profile mid]\nrole_arn = r1\nsource_profile = base\n[profile base]\n${keys("B")}`,
      answer: ({ input }) => role(`of ${input["RoleArn"]}`),
      context: { region: undefined },
    });
    expect((await defaultChain()(context)).accessKeyId).toBe("of r2");
    expect(calls.map(({ input, options }) => [input, options.region, (options.credentials as { accessKeyId: string }).accessKeyId])).toEqual([
      [{ RoleArn: "r1", RoleSessionName: `inia-${time}` }, "us-east-1", "B"],
      [{ RoleArn: "r2", RoleSessionName: `inia-${time}` }, "us-east-1", "of r1"],
    ]); // prettier-ignore
  });

  test("a web identity: variables before the profile, the token as it is, unsigned, read anew", async () => {
    const { context, calls, own } = surround({
      variables: { ...web, AWS_ROLE_SESSION_NAME: "n" },
      files: jwt,
      config: "[default]\nrole_arn = other\nweb_identity_token_file = /gone\n",
    });
    await defaultChain()(context);
    writeFileSync(join(own, "jwt"), "another ");
    await defaultChain()(context);
    const call = (WebIdentityToken: string) => ({
      service: "sts",
      operation: "AssumeRoleWithWebIdentity",
      input: { RoleArn: "arn:aws:iam::1:role/w", RoleSessionName: "n", WebIdentityToken },
      options: { region: "eu-west-1", credentials: "anonymous" },
    });
    expect(calls).toEqual([call("the-token"), call("another ")]);
  });

  test("SSO", async () => {
    const { context, calls } = surround({ config: `[default]\n${sso}`, files: { [ssoFile("u")]: ssoLogin }, answer: () => ssoAnswer }); // prettier-ignore
    expect(await defaultChain()(context)).toEqual({ accessKeyId: "SSO", secretAccessKey: "canary-secret", sessionToken: "t", expiration: later, accountId: "1" }); // prettier-ignore
    expect(calls).toEqual([
      {
        service: "sso",
        operation: "GetRoleCredentials",
        input: { accountId: "1", roleName: "r", accessToken: "canary-access" },
        options: { region: "us-east-1", credentials: "anonymous" },
      },
    ]);
  });
});

describe("every part of static credentials", () => {
  test.each<[name: string, provider: Provider, given: Given]>([
    ["environment", fromEnvironment(), { variables: { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "s", AWS_SESSION_TOKEN: "t", AWS_SECURITY_TOKEN: "old", AWS_ACCOUNT_ID: "1", AWS_CREDENTIAL_EXPIRATION: "2030-01-01T01:00:00Z" } }],
    ["environment, with the old token variable", fromEnvironment(), { variables: { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "s", AWS_SECURITY_TOKEN: "t", AWS_ACCOUNT_ID: "1", AWS_CREDENTIAL_EXPIRATION: "2030-01-01T01:00:00Z" } }],
    ["process", fromProcess({ command: print({ Version: 1, AccessKeyId: "a", SecretAccessKey: "s", SessionToken: "t", AccountId: "1", Expiration: "2030-01-01T01:00:00Z" }) }), {}],
    ["process of a profile, account of the profile", fromProcess({ profile: "p" }), { config: `[profile p]\naws_account_id = 1\ncredential_process = ${print({ Version: 1, AccessKeyId: "a", SecretAccessKey: "s", SessionToken: "t", Expiration: "2030-01-01T01:00:00Z" })}` }],
    ["static", fromStatic({ accessKeyId: "a", secretAccessKey: "s", sessionToken: "t", accountId: "1", expiration: later }), {}],
  ])("%s", async (_, provider, given) => {
    expect(await provider(surround(given).context)).toEqual({ accessKeyId: "a", secretAccessKey: "s", sessionToken: "t", accountId: "1", expiration: later });
  }); // prettier-ignore

  test.each(["aws_session_token = t", "aws_security_token = t", "aws_security_token = old\naws_session_token = t"])("shared file with %j", async (line) => {
    const given = { credentials: `[p]\n${keys("a")}${line}\naws_account_id = 1` };
    expect(await fromSharedFiles({ profile: "p" })(surround(given).context)).toEqual({ accessKeyId: "a", secretAccessKey: "canary-secret", sessionToken: "t", accountId: "1" });
  }); // prettier-ignore
});

describe("providers on their own", () => {
  test.each<[name: string, provider: () => Provider, given: Given, expected: string]>([
    ["fromSharedFiles, default", () => fromSharedFiles(), { credentials: `[default]\n${keys("F")}`, variables: env }, "F"],
    ["fromSharedFiles, role with MFA", () => fromSharedFiles({ profile: "r", mfaCode: async () => "1" }), { config: `[profile r]\nrole_arn = r\nmfa_serial = m\nsource_profile = r\n${keys("C")}` }, "ROLE"],
    ["fromAssumeRole, credentials", () => fromAssumeRole({ roleArn: "r", sourceCredentials: { accessKeyId: "a", secretAccessKey: "b" }, tags: { k: "v" }, transitiveTagKeys: ["k"], policy: "{}", policyArns: ["p"], sourceIdentity: "i", durationSeconds: 900, region: "r" }), {}, "ROLE"],
    ["fromAssumeRole, of another provider", () => fromAssumeRole({ roleArn: "r", sourceCredentials: fromEnvironment() }), { variables: env }, "ROLE"],
    ["fromWebIdentity, file", () => fromWebIdentity({ roleArn: "r", token: "/dev/null" }), {}, "ROLE"],
    ["fromWebIdentity, function", () => fromWebIdentity({ roleArn: "r", token: async () => "t", providerId: "p" }), {}, "ROLE"],
    ["fromSso, profile", () => fromSso({ profile: "s" }), { config: `[profile s]\n${sso}`, files: { [ssoFile("u")]: ssoLogin }, answer: () => ssoAnswer }, "SSO"],
    ["fromSso, session", () => fromSso({ accountId: "1", roleName: "r", session: { name: "n", startUrl: "u", region: "x" } }), { files: { [ssoFile("n")]: ssoLogin }, answer: () => ssoAnswer }, "SSO"],
    ["fromLogin", () => fromLogin(), login, "LOGIN"],
    ["fromProcess", () => fromProcess({ command: print({ Version: 1, AccessKeyId: "P", SecretAccessKey: "s" }) }), {}, "P"],
  ])("%s", async (_, provider, given, expected) => {
    expect((await provider()(surround(given).context)).accessKeyId).toBe(expected);
  }); // prettier-ignore

  test.each<[name: string, provider: Provider, message: string]>([
    ["fromEnvironment", fromEnvironment(), "environment: no AWS_ACCESS_KEY_ID in the environment"],
    ["fromContainer", fromContainer(), "container: AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"],
    ["fromLogin", fromLogin(), "no login_session"],
    ["fromProcess", fromProcess(), "no credential_process"],
    ["fromSso", fromSso(), "uses SSO, but has no"],
    ["fromSharedFiles", fromSharedFiles({ profile: "p" }), 'no profile "p"'],
  ])("%s, where it does not apply", async (_, provider, message) => {
    await expect(provider(surround({}).context)).rejects.toThrow(message);
  });

  test("what a role with everything asks for", async () => {
    const { context, calls } = surround({});
    await fromAssumeRole({ roleArn: "r", sourceCredentials: fromStatic({ accessKeyId: "a", secretAccessKey: "b" }), tags: { k: "v" }, transitiveTagKeys: ["k"], policy: "{}", policyArns: ["p"], sourceIdentity: "i", region: "us-west-2" })(context); // prettier-ignore
    expect(calls[0]).toMatchObject({
      input: { Tags: [{ Key: "k", Value: "v" }], TransitiveTagKeys: ["k"], Policy: "{}", PolicyArns: [{ arn: "p" }], SourceIdentity: "i" }, // prettier-ignore
      options: { region: "us-west-2" },
    });
    expect(Object.keys(calls[0]!.input)).not.toContain("ExternalId");
  });

  test("without a client, calls are refused and say so", async () => {
    const provider = fromAssumeRole({
      roleArn: "r",
      sourceCredentials: { accessKeyId: "a", secretAccessKey: "b" },
    });
    await expect(provider()).rejects.toThrow("needs a client");
  });

  test("half of static credentials", () => {
    expect(() => fromStatic({ accessKeyId: "a", secretAccessKey: "" })).toThrow(CredentialsError);
  });
});

describe("SSO tokens", () => {
  const renewable = {
    accessToken: "old",
    expiresAt: "2030-01-01T00:10:00Z",
    refreshToken: "r",
    clientId: "c",
    clientSecret: "cs",
    registrationExpiresAt: "2030-02-01T00:00:00Z",
  };
  let sessions = 0;

  /** Asks for a token of a session of its own. */
  async function ask(file: Record<string, unknown> | undefined, answer: () => unknown) {
    const name = `session-${sessions++}`;
    const { context, calls, own } = surround({
      config: `[default]\nsso_session = ${name}\n[sso-session ${name}]\nsso_start_url = u\nsso_region = us-west-2\n`,
      files: file ? { [ssoFile(name)]: file } : {},
      answer,
    });
    const path = join(own, ssoFile(name));
    return { get: () => defaultToken("svc", context), calls, path };
  }
  const fresh = () => ({ accessToken: "new", expiresIn: 3_600, refreshToken: "r2" });
  const fails = () => {
    throw serviceError("InvalidGrantException");
  };

  test.each<[name: string, change: Record<string, unknown>, answer: () => unknown, token: string | "refused", calls: number]>([
    ["long enough", { expiresAt: "2030-01-01T00:15:01Z" }, fresh, "old", 0],
    ["soon over", {}, fresh, "new", 1],
    ["over", { expiresAt: "2029-01-01T00:00:00Z" }, fresh, "new", 1],
    ["soon over, no refresh token", { refreshToken: undefined }, fresh, "old", 0],
    ["soon over, no client id", { clientId: undefined }, fresh, "old", 0],
    ["soon over, no client secret", { clientSecret: undefined }, fresh, "old", 0],
    ["soon over, no end of the registration", { registrationExpiresAt: undefined }, fresh, "old", 0],
    ["soon over, registration over", { registrationExpiresAt: "2029-12-31T00:00:00Z" }, fresh, "old", 0],
    ["soon over, renewal fails", {}, fails, "old", 1],
    ["over, renewal fails", { expiresAt: "2029-01-01T00:00:00Z" }, fails, "refused", 1],
    ["over, cannot be renewed", { expiresAt: "2029-01-01T00:00:00Z", refreshToken: undefined }, fresh, "refused", 0],
    ["no token in the file", { accessToken: undefined, refreshToken: undefined }, fresh, "refused", 0],
    ["no end in the file", { expiresAt: undefined, refreshToken: undefined }, fresh, "refused", 0],
  ])("%s", async (_, change, answer, token, expectedCalls) => {
    const { get, calls } = await ask({ ...renewable, ...change }, answer);
    const outcome = await get().then(
      (found) => found.token,
      ({ message }: Error) => (message.includes('run "aws sso login"') ? "refused" : message),
    );
    expect(outcome).toBe(token);
    expect(calls).toHaveLength(expectedCalls);
  }); // prettier-ignore

  test("the call, and the file after it", async () => {
    const { get, calls, path } = await ask(renewable, fresh);
    expect(await get()).toEqual({ token: "new", expiration: later });
    expect(calls[0]).toEqual({
      service: "sso-oidc",
      operation: "CreateToken",
      input: { grantType: "refresh_token", clientId: "c", clientSecret: "cs", refreshToken: "r" },
      options: { region: "us-west-2", credentials: "anonymous" },
    });
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({
      startUrl: "u",
      region: "us-west-2",
      accessToken: "new",
      expiresAt: "2030-01-01T01:00:00Z",
      clientId: "c",
      clientSecret: "cs",
      registrationExpiresAt: "2030-02-01T00:00:00Z",
      refreshToken: "r2",
    });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(dirname(path))).toHaveLength(1);
  });

  test("one attempt in 30 s, for each session", async () => {
    const one = await ask(renewable, fails);
    const other = await ask(renewable, fails);
    for (const { get } of [one, one, other, one]) expect((await get()).token).toBe("old");
    expect([one.calls.length, other.calls.length]).toEqual([1, 1]);
  });

  test("a token of the environment comes first, and is the service's own", async () => {
    const { context } = surround({ variables: { AWS_BEARER_TOKEN_MY_OWN_SERVICE: "t" } });
    expect(await defaultToken("my-own service", context)).toEqual({ token: "t" });
    await expect(defaultToken("other", context)).rejects.toThrow(
      'no token; looked at: AWS_BEARER_TOKEN_OTHER, sso_session in profile "default"',
    );
  });
});

import { ConfigError, CredentialsError } from "@inia/core";
import { fromSso } from "@inia/core/credentials";
import { jsonError, oidcAnswer, ssoAnswer } from "../doors.ts";
import { scenarios, type Scenario } from "../scenario.ts";
import { at, keys, ssoFile, ssoKeys, ssoLogin, ssoSession } from "./parts.ts";

const legacy = (minutes: number) => ({
  config: `[default]\n${ssoKeys}`,
  files: { [ssoFile("https://start")]: ssoLogin(minutes) },
});
const withSession = (login: Record<string, unknown>) => ({
  config: ssoSession,
  files: { [ssoFile("my")]: login },
});
const asked = (name: string) =>
  `sso canary-access-${name} role_name=r&account_id=1 at portal.sso.us-west-2.amazonaws.com`;
const renewal = `oidc {"grantType":"refresh_token","clientId":"client","clientSecret":"canary-client-secret","refreshToken":"canary-refresh-old"} at oidc.us-west-2.amazonaws.com`;
const tokenOnly =
  "[default]\nsso_session = my\n[sso-session my]\nsso_start_url = https://start\nsso_region = us-west-2\n";
const bearer = { bearer: true, config: tokenOnly } as const;
const held = (login: Record<string, unknown>) => ({ ...bearer, files: { [ssoFile("my")]: login } });

/** IAM Identity Center: roles, the tokens behind them, and tokens for services that take them. */
export const sso: Scenario[] = [
  ...scenarios("sso", [
    ["success", "the old way", legacy(60), { gets: "SSO", holds: { token: true, minutes: 60, accountId: "1" }, asks: [asked("old")] }],
    ["success", "a session", withSession(ssoLogin(60)), { gets: "SSO", holds: { accountId: "1" }, asks: [asked("old")] }],
    ["success", "a session, region and URL in both places alike", { ...withSession(ssoLogin(60)), config: ssoSession.replace("[sso", "sso_region = us-west-2\n[sso") }, { gets: "SSO" }],
    ["success", "an end as old CLIs wrote it", { ...legacy(60), files: { [ssoFile("https://start")]: { ...ssoLogin(60), expiresAt: "2030-01-01T01:00:00UTC" } } }, { gets: "SSO" }],
    ["success", "in code, a session", { ...withSession(ssoLogin(60)), config: "", from: () => fromSso({ accountId: "1", roleName: "r", session: { name: "my", startUrl: "https://start", region: "us-west-2" } }) }, { gets: "SSO", asks: [asked("old")] }],
    ["success", "in code, a profile", { ...legacy(60), config: `[profile dev]\n${ssoKeys}`, from: () => fromSso({ profile: "dev" }) }, { gets: "SSO" }],
    ["success", "another portal", { ...legacy(60), variables: { AWS_ENDPOINT_URL_SSO: "http://portal.sso.local" } }, { gets: "SSO", asks: ["sso canary-access-old role_name=r&account_id=1 at portal.sso.local"] }],
    ["precedence", "before the credentials file", { ...legacy(60), credentials: `[default]\n${keys("FILE")}` }, { gets: "SSO" }],
    ["precedence", "a role name alone is enough to mean SSO", { config: "[default]\nsso_role_name = r\n", credentials: `[default]\n${keys("FILE")}` }, { fails: [ConfigError, "has no sso_account_id, sso_start_url, sso_region"] }],
    ["precedence", "a session alone is not", { config: "[default]\nsso_session = my\n", credentials: `[default]\n${keys("FILE")}` }, { gets: "FILE" }],
    ["malformed", "no account", { config: `[default]\n${ssoKeys.replace(/sso_account_id.*\n/, "")}` }, { fails: [ConfigError, "has no sso_account_id"], asks: [] }],
    ["malformed", "no region", { config: `[default]\n${ssoKeys.replace(/sso_region.*\n/, "")}` }, { fails: [ConfigError, "has no sso_region"], asks: [] }],
    ["malformed", "no start URL", { config: `[default]\n${ssoKeys.replace(/sso_start_url.*\n/, "")}` }, { fails: [ConfigError, "has no sso_start_url"], asks: [] }],
    ["malformed", "a session that does not exist", { config: ssoSession.replace("-session my", "-session other") }, { fails: [ConfigError, "[sso-session my], which does not exist"] }],
    ["malformed", "a session without a region", { config: ssoSession.replace(/sso_region.*\n/, "") }, { fails: [ConfigError, "needs sso_start_url and sso_region"] }],
    ["malformed", "a session that contradicts the profile", { config: ssoSession.replace("[sso", "sso_region = eu-west-1\n[sso") }, { fails: [ConfigError, "sso_region in profile \"default\" and in [sso-session my] differ"] }],
    ["failure", "nobody logged in", { config: `[default]\n${ssoKeys}` }, { fails: [CredentialsError, 'run "aws sso login"'], asks: [] }],
    ["expiry", "the login is over", legacy(-1), { fails: [CredentialsError, 'run "aws sso login"'], asks: [] }],
    ["expiry", "the login of a session is over and cannot be renewed", withSession(ssoLogin(-1, false)), { fails: [CredentialsError, "the SSO session my has ended"], asks: [] }],
    ["malformed", "half a file", { ...legacy(60), files: { [ssoFile("https://start")]: '{"accessToken":"canary' } }, { fails: [CredentialsError, 'run "aws sso login"'], asks: [] }],
    ["malformed", "a file of something else", { ...legacy(60), files: { [ssoFile("https://start")]: "[1]" } }, { fails: [CredentialsError, 'run "aws sso login"'] }],
    ["malformed", "a token that is no text", { ...legacy(60), files: { [ssoFile("https://start")]: { ...ssoLogin(60), accessToken: { canary: 1 } } } }, { fails: [CredentialsError, 'run "aws sso login"'], asks: [] }],
    ["malformed", "an end that is no time", { ...legacy(60), files: { [ssoFile("https://start")]: { ...ssoLogin(60), expiresAt: "canary" } } }, { fails: [CredentialsError, "is not a time"] }],
    ["failure", "the portal no longer knows the token", { ...legacy(60), answers: { sso: jsonError(401, "UnauthorizedException") } }, { fails: [CredentialsError, 'the SSO session is no longer valid; run "aws sso login"'] }],
    ["failure", "the portal refuses the role", { ...legacy(60), answers: { sso: jsonError(403, "ForbiddenException") } }, { fails: [CredentialsError, "no SSO credentials for role r in account 1"] }],
    ["failure", "the portal is in trouble, and gets over it", { ...legacy(60), answers: { sso: [jsonError(500, "InternalError"), jsonError(429, "TooManyRequestsException"), ssoAnswer("SSO")] } }, { gets: "SSO" }],
    ["malformed", "no credentials in the answer", { ...legacy(60), answers: { sso: [200, {}] } }, { fails: [CredentialsError, "no credentials in the answer"] }],
    ["malformed", "an answer that is no JSON", { ...legacy(60), answers: { sso: [200, "canary"] } }, { fails: [CredentialsError, "no SSO credentials for role r"] }],
    ["expiry", "credentials that are over already", { ...legacy(60), answers: { sso: ssoAnswer("SSO", -1) } }, { fails: [CredentialsError, "expired"] }],
    ["refresh", "the role's credentials, with the token of the file", legacy(24 * 60), { gets: "SSO" }, { after: 59.5 * 60, gets: "SSO2", asks: [asked("old")] }],
    ["refresh", "somebody logged in again since", legacy(60), { gets: "SSO" }, { after: 59.5 * 60, files: { [ssoFile("https://start")]: { ...ssoLogin(600), accessToken: "canary-access-again" } }, gets: "SSO2", asks: [asked("again")] }],
    ["refresh", "the login is over then: the old ones stay", legacy(30), { gets: "SSO" }, { after: 59.5 * 60, gets: "SSO", warnings: 1, asks: [] }],
    ["refresh", "the session's token is renewed on the way", withSession(ssoLogin(10)), { gets: "SSO", asks: [renewal, asked("new")] }],
    ["refresh", "the old way renews no token", legacy(10), { gets: "SSO", asks: [asked("old")] }],
  ]),
  ...scenarios("sso token", [
    ["success", "long enough", held(ssoLogin(16)), { gets: "old", asks: [] }],
    ["refresh", "less than 15 minutes left", held(ssoLogin(14)), { gets: "new", asks: [renewal] }],
    ["refresh", "over, but renewable", held(ssoLogin(-60)), { gets: "new", asks: [renewal] }],
    ["refresh", "renewed once for several calls and clients", { ...withSession(ssoLogin(-60)), session: true }, { calls: 5, gets: "SSO", asks: [renewal, asked("new")] }],
    ["failure", "renewal is refused: the old one serves while it lasts", { ...held(ssoLogin(14)), answers: { oidc: jsonError(400, "InvalidGrantException") } }, { gets: "old", asks: [renewal], warnings: 1 }],
    ["expiry", "renewal is refused, and the old one is over", { ...held(ssoLogin(-1)), answers: { oidc: jsonError(400, "InvalidGrantException") } }, { fails: [CredentialsError, 'run "aws sso login"'], asks: [renewal] }],
    ["failure", "the service is in trouble, and gets over it", { ...held(ssoLogin(14)), answers: { oidc: [jsonError(500, "InternalServerException"), oidcAnswer("new")] } }, { gets: "new", asks: [renewal, renewal] }],
    ["malformed", "an answer without a token", { ...held(ssoLogin(-1)), answers: { oidc: [200, { expiresIn: 600 }] } }, { fails: [CredentialsError, 'run "aws sso login"'] }],
    ["expiry", "the registration is over", held({ ...ssoLogin(14), registrationExpiresAt: at(-1) }), { gets: "old", asks: [] }],
    ["malformed", "no refresh token", held({ ...ssoLogin(14), refreshToken: undefined }), { gets: "old", asks: [] }],
    ["malformed", "no client id", held({ ...ssoLogin(14), clientId: undefined }), { gets: "old", asks: [] }],
    ["malformed", "no client secret", held({ ...ssoLogin(14), clientSecret: undefined }), { gets: "old", asks: [] }],
    ["malformed", "no end of the registration", held({ ...ssoLogin(14), registrationExpiresAt: undefined }), { gets: "old", asks: [] }],
    ["failure", "no file", bearer, { fails: [CredentialsError, 'run "aws sso login"'] }],
    ["failure", "login needed: nobody is asked again for a moment, then the file is read again", bearer, { fails: [CredentialsError, "aws sso login"] }, { files: { [ssoFile("my")]: ssoLogin(60) }, fails: [CredentialsError, "aws sso login"] }, { after: 5, gets: "old" }],
    ["failure", "neither variable nor session", { bearer: true }, { fails: [CredentialsError, "no token; looked at: AWS_BEARER_TOKEN_TARGET, sso_session"] }],
    ["malformed", "a session without a start URL", { bearer: true, config: tokenOnly.replace(/sso_start_url.*\n/, "") }, { fails: [ConfigError, "needs sso_start_url and sso_region"] }],
    ["precedence", "a variable goes first, and is the service's own", { ...held(ssoLogin(60)), variables: { AWS_BEARER_TOKEN_TARGET: "canary-access-variable", AWS_BEARER_TOKEN_OTHER: "canary-other" } }, { gets: "variable", asks: [] }],
    ["precedence", "another service's variable does not count", { ...held(ssoLogin(60)), variables: { AWS_BEARER_TOKEN_OTHER: "canary-other" } }, { gets: "old" }],
    ["refresh", "the cache renews before the end", held(ssoLogin(60)), { gets: "old" }, { after: 44 * 60, gets: "old", asks: [] }, { after: 61, gets: "old" }, { eventually: true, gets: "new" }],
  ]),
]; // prettier-ignore

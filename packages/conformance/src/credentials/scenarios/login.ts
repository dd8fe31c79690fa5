import { generateKeyPairSync } from "node:crypto";
import { CredentialsError } from "@inia/core";
import { fromLogin } from "@inia/core/credentials";
import { jsonError, signinAnswer } from "../doors.ts";
import { scenarios, type Scenario } from "../scenario.ts";
import { keys, loginFile, loginPath, loginProfile } from "./parts.ts";

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const pem = String(privateKey.export({ type: "sec1", format: "pem" }));
const given = (minutes: number, changes: object = {}) => ({
  config: loginProfile,
  files: loginFile(minutes, pem, changes),
});
const refuses = (error: string) => jsonError(400, "AccessDeniedException", { error });
const asked = `signin {"clientId":"client","refreshToken":"canary-refresh-login","grantType":"refresh_token"} at eu-west-1.signin.aws.amazon.com`;

/** Console sessions of `aws login`. */
export const login: Scenario[] = scenarios("login", [
  ["success", "more than five minutes left", given(6), { gets: "LOGGED", holds: { token: true, minutes: 6, accountId: "9" }, asks: [] }],
  ["success", "another folder", { ...given(60), variables: { AWS_LOGIN_CACHE_DIRECTORY: "HOME/own" }, files: { [loginPath.replace(".aws/login/cache", "own")]: Object.values(given(60).files)[0] } }, { gets: "LOGGED" }],
  ["success", "on its own, as fromLogin", { ...given(60), config: loginProfile.replace("default", "profile dev"), from: () => fromLogin({ profile: "dev" }) }, { gets: "LOGGED" }],
  ["refresh", "five minutes left", given(5), { gets: "LOGIN", holds: { minutes: 15, accountId: "9" }, asks: [asked] }],
  ["refresh", "over, but renewable", given(-600), { gets: "LOGIN", asks: [asked] }],
  ["refresh", "the next renewal takes the token of the last one", given(5), { gets: "LOGIN" }, { after: 14.5 * 60, gets: "LOGIN2", asks: ['signin {"clientId":"client","refreshToken":"canary-refresh-of-LOGIN","grantType":"refresh_token"} at eu-west-1.signin.aws.amazon.com'] }],
  ["refresh", "somebody logged in again since", given(20), { gets: "LOGGED" }, { after: 19.5 * 60, files: loginFile(120, pem), gets: "LOGGED", asks: [], holds: { minutes: 100.5 } }],
  ["refresh", "renewed once for several calls", given(5), { calls: 5, gets: "LOGIN", asks: [asked] }],
  ["refresh", "the key is wrong then: the old ones stay", given(20), { gets: "LOGGED" }, { after: 19.5 * 60, files: loginFile(5, "canary-key"), gets: "LOGGED", warnings: 1 }],
  ["failure", "nobody logged in", { config: loginProfile }, { fails: [CredentialsError, 'run "aws login"'], asks: [] }],
  ["failure", "login needed: remembered for a moment, then the file is read again", { config: loginProfile }, { fails: [CredentialsError, "aws login"] }, { files: loginFile(60, pem), fails: [CredentialsError, "aws login"] }, { after: 5, gets: "LOGGED" }],
  ["expiry", "the session is over", { ...given(5), answers: { signin: refuses("TOKEN_EXPIRED") } }, { fails: [CredentialsError, 'run "aws login"'] }],
  ["failure", "the user's credentials have changed", { ...given(5), answers: { signin: refuses("USER_CREDENTIALS_CHANGED") } }, { fails: [CredentialsError, 'run "aws login"'] }],
  ["failure", "permissions are missing", { ...given(5), answers: { signin: refuses("INSUFFICIENT_PERMISSIONS") } }, { fails: [CredentialsError, "permissions are missing"] }],
  ["failure", "the service is in trouble, and gets over it", { ...given(5), answers: { signin: [jsonError(500, "InternalServerException"), signinAnswer("LOGIN")] } }, { gets: "LOGIN" }],
  ["malformed", "half a file", { config: loginProfile, files: { [loginPath]: '{"accessToken":{"canary' } }, { fails: [CredentialsError, 'run "aws login"'] }],
  ["malformed", "no refresh token", given(60, { refreshToken: undefined }), { fails: [CredentialsError, "has no refreshToken"] }],
  ["malformed", "no client", given(60, { clientId: undefined }), { fails: [CredentialsError, "has no clientId"] }],
  ["malformed", "no key", given(60, { dpopKey: undefined }), { fails: [CredentialsError, "has no dpopKey"] }],
  ["malformed", "no access token", given(60, { accessToken: undefined }), { fails: [CredentialsError, "has no accessToken"] }],
  ["malformed", "a key that is none", given(5, { dpopKey: "canary-key" }), { fails: [CredentialsError, 'run "aws login"'] }],
  ["malformed", "an answer without credentials", { ...given(5), answers: { signin: [200, { refreshToken: "canary" }] } }, { fails: [CredentialsError, "gave no token"] }],
  ["malformed", "an answer that is no JSON", { ...given(5), answers: { signin: [200, "canary"] } }, { fails: [CredentialsError, 'run "aws login"'] }],
  ["precedence", "the credentials file goes first", { ...given(60), credentials: `[default]\n${keys("FILE")}` }, { gets: "FILE" }],
]); // prettier-ignore

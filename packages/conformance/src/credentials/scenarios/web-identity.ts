import { ConfigError, CredentialsError } from "@inia/core";
import { fromWebIdentity } from "@inia/core/credentials";
import { stsAnswer, stsError } from "../doors.ts";
import { scenarios, type Scenario } from "../scenario.ts";
import { keys, webIdentity } from "./parts.ts";

const given = webIdentity;
const host = "at sts.eu-west-1.amazonaws.com";
const arn = "RoleArn=arn:aws:iam::1:role/w";
const name = "RoleSessionName=inia-1893456000000";
const operation = "AssumeRoleWithWebIdentity";

/** Roles for a web identity: EKS and CI. */
export const webIdentityRole: Scenario[] = scenarios("web identity", [
  ["success", "variables; the call is not signed", given, { gets: "WEB", holds: { token: true, minutes: 60, accountId: "123456789012" }, asks: [`${operation} ${arn} ${name} WebIdentityToken=canary-jwt ${host}`] }],
  ["success", "a session name", { ...given, variables: { ...given.variables, AWS_ROLE_SESSION_NAME: "n" } }, { gets: "WEB", asks: [`${operation} ${arn} RoleSessionName=n WebIdentityToken=canary-jwt ${host}`] }],
  ["success", "the token goes as it is", { ...given, files: { jwt: " canary-jwt\n" } }, { gets: "WEB", asks: [`${operation} ${arn} ${name} WebIdentityToken= canary-jwt\n ${host}`] }],
  ["success", "of the profile", { files: given.files, config: "[default]\nrole_arn = r\nrole_session_name = n\nweb_identity_token_file = HOME/jwt\n" }, { gets: "WEB", asks: [`${operation} RoleArn=r RoleSessionName=n WebIdentityToken=canary-jwt ${host}`] }],
  ["precedence", "variables before the profile, value by value", { files: given.files, variables: { AWS_ROLE_ARN: "variable" }, config: "[default]\nrole_arn = profile\nrole_session_name = n\nweb_identity_token_file = HOME/jwt\n" }, { gets: "WEB", asks: [`${operation} RoleArn=variable RoleSessionName=n WebIdentityToken=canary-jwt ${host}`] }],
  ["precedence", "before static keys", { ...given, credentials: `[default]\n${keys("FILE")}`, config: `[default]\n${keys("CONFIG")}` }, { gets: "WEB" }],
  ["precedence", "a role with a token file is no other role", { files: given.files, config: "[default]\nrole_arn = r\nsource_profile = gone\nweb_identity_token_file = HOME/jwt\n" }, { gets: "WEB" }],
  ["precedence", "variables do not count when a profile is named in code", { ...given, profile: "dev", credentials: `[dev]\n${keys("FILE")}` }, { gets: "FILE", asks: [] }],
  ["precedence", "the profile's own counts even so", { ...given, profile: "dev", config: "[profile dev]\nrole_arn = r\nweb_identity_token_file = HOME/jwt\n" }, { gets: "WEB", asks: [`${operation} RoleArn=r ${name} WebIdentityToken=canary-jwt ${host}`] }],
  ["malformed", "no role", { files: given.files, variables: { AWS_WEB_IDENTITY_TOKEN_FILE: "HOME/jwt" } }, { fails: [ConfigError, "AWS_ROLE_ARN or role_arn is not"], asks: [] }],
  ["precedence", "a role without a token file is none", { variables: { AWS_ROLE_ARN: "r" }, credentials: `[default]\n${keys("FILE")}` }, { gets: "FILE" }],
  ["failure", "no file", { variables: { ...given.variables, AWS_WEB_IDENTITY_TOKEN_FILE: "HOME/gone" } }, { fails: [CredentialsError, "cannot be read"], asks: [] }],
  ["failure", "no file yet: not remembered", { variables: given.variables }, { fails: [CredentialsError, "cannot be read"] }, { files: given.files, gets: "WEB" }],
  ["failure", "a token that STS does not accept", { ...given, answers: { [operation]: stsError(400, "InvalidIdentityToken") } }, { fails: [CredentialsError, "InvalidIdentityToken"] }],
  ["expiry", "a token that is over", { ...given, answers: { [operation]: stsError(400, "ExpiredTokenException") } }, { fails: [CredentialsError, "ExpiredTokenException"] }],
  ["failure", "the identity provider does not answer at once", { ...given, answers: { [operation]: [stsError(400, "IDPCommunicationError"), stsAnswer(operation, "WEB")] } }, { gets: "WEB" }],
  ["malformed", "an answer without credentials", { ...given, answers: { [operation]: [200, "<x/>"] } }, { fails: [CredentialsError, "cannot be assumed"] }],
  ["expiry", "credentials that are over already", { ...given, answers: { [operation]: stsAnswer(operation, "WEB", 0) } }, { fails: [CredentialsError, "expired"] }],
  ["refresh", "the file is read each time", given, { gets: "WEB" }, { after: 59.5 * 60, files: { jwt: "canary-next" }, gets: "WEB2", asks: [`${operation} ${arn} RoleSessionName=inia-1893459570000 WebIdentityToken=canary-next ${host}`] }],
  ["refresh", "the file is gone: the old ones stay", given, { gets: "WEB" }, { after: 59.5 * 60, variables: { AWS_WEB_IDENTITY_TOKEN_FILE: "HOME/gone" }, gets: "WEB", warnings: 1, asks: [] }],
  ["success", "in code, a function", { from: () => fromWebIdentity({ roleArn: "r", token: async () => "canary-own", providerId: "p", durationSeconds: 900, region: "us-east-2" }) }, { gets: "WEB", asks: [`${operation} RoleArn=r ${name} DurationSeconds=900 WebIdentityToken=canary-own ProviderId=p at sts.us-east-2.amazonaws.com`] }],
  ["success", "in code, a file", { ...given, variables: {}, from: () => fromWebIdentity({ roleArn: "r", token: "/dev/null", roleSessionName: "n" }) }, { gets: "WEB", asks: [`${operation} RoleArn=r RoleSessionName=n WebIdentityToken= ${host}`] }],
  ["success", "another STS", { ...given, variables: { ...given.variables, AWS_ENDPOINT_URL_STS: "http://sts.local" } }, { gets: "WEB", asks: [`${operation} ${arn} ${name} WebIdentityToken=canary-jwt at sts.local`] }],
]); // prettier-ignore

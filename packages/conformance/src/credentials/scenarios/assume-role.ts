import { ConfigError, CredentialsError } from "@inia/core";
import { fromAssumeRole, fromEnvironment, fromSharedFiles } from "@inia/core/credentials";
import { secretOf } from "../find-leaks.ts";
import { stsAnswer, stsError } from "../doors.ts";
import { scenarios, type Scenario } from "../scenario.ts";
import {
  base,
  baseRole,
  keys,
  loginProfile,
  printCommand,
  printed,
  ssoFile,
  ssoKeys,
  ssoLogin,
  variables,
} from "./parts.ts";

const host = "at sts.eu-west-1.amazonaws.com";
const name = "RoleSessionName=inia-1893456000000";
const chain = `[default]\nrole_arn = r3\nsource_profile = two\n[profile two]\nrole_arn = r2\nsource_profile = one\n[profile one]\nrole_arn = r1\nsource_profile = base\n${base}`;

/** Roles of profiles and in code: sources, chains, circles, MFA. */
export const assumeRole: Scenario[] = scenarios("assume role", [
  ["success", "a source profile", { config: `[default]\n${baseRole}${base}` }, { gets: "ROLE", holds: { token: true, minutes: 60, accountId: "123456789012" }, asks: [`AssumeRole RoleArn=arn:aws:iam::1:role/r ${name} by BASE in eu-west-1 ${host}`] }],
  ["success", "a source profile of the credentials file", { config: `[default]\n${baseRole}`, credentials: `[base]\n${keys("BASE")}` }, { gets: "ROLE" }],
  ["success", "every key of the profile", { from: () => fromSharedFiles({ mfaCode: async (serial) => `123${serial}` }), config: `[default]\n${baseRole}role_session_name = n\nexternal_id = canary-external\nduration_seconds = 900\nmfa_serial = 456\n${base}` }, { gets: "ROLE", asks: [`AssumeRole RoleArn=arn:aws:iam::1:role/r RoleSessionName=n DurationSeconds=900 ExternalId=canary-external SerialNumber=456 TokenCode=123456 by BASE in eu-west-1 ${host}`] }],
  ["success", "its own keys", { config: `[default]\nrole_arn = r\nsource_profile = default\n${keys("CONFIG")}` }, { gets: "ROLE", asks: [`AssumeRole RoleArn=r ${name} by CONFIG in eu-west-1 ${host}`] }],
  ["success", "credential_source Environment", { variables: variables("ENV"), profile: "dev", config: "[profile dev]\nrole_arn = r\ncredential_source = Environment\n" }, { gets: "ROLE", asks: [`AssumeRole RoleArn=r ${name} by ENV in eu-west-1 ${host}`] }],
  ["success", "credential_source Ec2InstanceMetadata", { config: "[default]\nrole_arn = r\ncredential_source = Ec2InstanceMetadata\n" }, { gets: "ROLE", asks: ["imds-token PUT -", "imds-role GET canary-imds-token", "imds-credentials GET canary-imds-token", `AssumeRole RoleArn=r ${name} by IMDS in eu-west-1 ${host}`] }],
  ["success", "credential_source EcsContainer", { variables: { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/task" }, config: "[default]\nrole_arn = r\ncredential_source = EcsContainer\n" }, { gets: "ROLE", asks: ["container /task -", `AssumeRole RoleArn=r ${name} by CONTAINER in eu-west-1 ${host}`] }],
  ["success", "three roles, each with the one before", { config: chain, answers: { AssumeRole: [stsAnswer("AssumeRole", "R1"), stsAnswer("AssumeRole", "R2"), stsAnswer("AssumeRole", "R3")] } }, { gets: "R3", asks: [`AssumeRole RoleArn=r1 ${name} by BASE in eu-west-1 ${host}`, `AssumeRole RoleArn=r2 ${name} by R1 in eu-west-1 ${host}`, `AssumeRole RoleArn=r3 ${name} by R2 in eu-west-1 ${host}`] }],
  ["success", "the source is a web identity", { files: { jwt: "canary-jwt" }, config: "[default]\nrole_arn = r\nsource_profile = w\n[profile w]\nrole_arn = w\nweb_identity_token_file = HOME/jwt\n" }, { gets: "ROLE", asks: [`AssumeRoleWithWebIdentity RoleArn=w ${name} WebIdentityToken=canary-jwt ${host}`, `AssumeRole RoleArn=r ${name} by WEB in eu-west-1 ${host}`] }],
  ["success", "the source is SSO", { files: { [ssoFile("https://start")]: ssoLogin(60) }, config: `[default]\nrole_arn = r\nsource_profile = s\n[profile s]\n${ssoKeys}` }, { gets: "ROLE", asks: ["sso canary-access-old role_name=r&account_id=1 at portal.sso.us-west-2.amazonaws.com", `AssumeRole RoleArn=r ${name} by SSO in eu-west-1 ${host}`] }],
  ["success", "the source is a process", { files: { printed: printed("PROCESS") }, config: `[default]\nrole_arn = r\nsource_profile = p\n[profile p]\ncredential_process = ${printCommand}\n` }, { gets: "ROLE", asks: [`AssumeRole RoleArn=r ${name} by PROCESS in eu-west-1 ${host}`] }],
  ["success", "the STS of the profile's endpoint_url", { config: `[default]\nendpoint_url = http://sts.local/base\n${baseRole}${base}` }, { gets: "ROLE", asks: [`AssumeRole RoleArn=arn:aws:iam::1:role/r ${name} by BASE in eu-west-1 at sts.local`] }],
  ["success", "the STS of the services section", { config: `[default]\nservices = s\n${baseRole}[services s]\nsts =\n  endpoint_url = http://sts.own\n${base}` }, { gets: "ROLE", asks: [`AssumeRole RoleArn=arn:aws:iam::1:role/r ${name} by BASE in eu-west-1 at sts.own`] }],
  ["success", "the STS of AWS_ENDPOINT_URL_STS", { variables: { AWS_ENDPOINT_URL_STS: "http://sts.variable" }, config: `[default]\n${baseRole}${base}` }, { gets: "ROLE", asks: [`AssumeRole RoleArn=arn:aws:iam::1:role/r ${name} by BASE in eu-west-1 at sts.variable`] }],
  ["malformed", "a duration that is no number is left out", { config: `[default]\n${baseRole}duration_seconds = long\n${base}` }, { gets: "ROLE", asks: [`AssumeRole RoleArn=arn:aws:iam::1:role/r ${name} by BASE in eu-west-1 ${host}`] }],
  ["precedence", "before static keys of the same profile", { config: `[default]\n${baseRole}${keys("CONFIG")}${base}` }, { gets: "ROLE" }],
  ["precedence", "a source profile takes no variables", { variables: { ...variables("ENV"), AWS_PROFILE: "x" }, profile: "dev", config: `[profile dev]\n${baseRole}${base}` }, { gets: "ROLE", asks: [`AssumeRole RoleArn=arn:aws:iam::1:role/r ${name} by BASE in eu-west-1 ${host}`] }],
  ["precedence", "a source profile takes no web identity of variables", { variables: { AWS_WEB_IDENTITY_TOKEN_FILE: "HOME/jwt", AWS_ROLE_ARN: "w" }, config: `[default]\n${baseRole}${base}` }, { gets: "ROLE" }],
  ["precedence", "a source with a role and keys: its keys", { config: `[default]\nrole_arn = r\nsource_profile = mid\n[profile mid]\nrole_arn = other\nsource_profile = base\n${keys("MID")}${base}` }, { gets: "ROLE", asks: [`AssumeRole RoleArn=r ${name} by MID in eu-west-1 ${host}`] }],
  ["malformed", "no source", { config: "[default]\nrole_arn = r\n" }, { fails: [ConfigError, "needs one of source_profile and credential_source"], asks: [] }],
  ["malformed", "two sources", { config: `[default]\n${baseRole}credential_source = Environment\n${base}` }, { fails: [ConfigError, "needs one of"], asks: [] }],
  ["malformed", "a source profile that does not exist", { config: `[default]\n${baseRole}` }, { fails: [ConfigError, 'no profile "base"'] }],
  ["malformed", "a source profile without credentials", { config: `[default]\n${baseRole}[profile base]\nregion = eu-west-1\n` }, { fails: [CredentialsError, "no credentials; looked at: web identity"] }],
  ["malformed", "half of the source's keys", { config: `[default]\n${baseRole}[profile base]\naws_access_key_id = BASE\n` }, { fails: [CredentialsError, "but no aws_secret_access_key"] }],
  ["malformed", "a circle of one", { config: "[default]\nrole_arn = r\nsource_profile = default\n" }, { fails: [ConfigError, "circle: default → default"], asks: [] }],
  ["malformed", "a circle of two", { config: "[default]\nrole_arn = r\nsource_profile = a\n[profile a]\nrole_arn = r\nsource_profile = default\n" }, { fails: [ConfigError, "circle: default → a → default"], asks: [] }],
  ["malformed", "a circle that does not come back to where it began", { config: "[default]\nrole_arn = r\nsource_profile = a\n[profile a]\nrole_arn = r\nsource_profile = b\n[profile b]\nrole_arn = r\nsource_profile = a\n" }, { fails: [ConfigError, "circle: default → a → b → a"], asks: [] }],
  ["malformed", "an unknown credential_source", { config: "[default]\nrole_arn = r\ncredential_source = Elsewhere\n" }, { fails: [ConfigError, "allowed: Environment, Ec2InstanceMetadata, EcsContainer"] }],
  ["malformed", "the name of a credential_source has a case", { config: "[default]\nrole_arn = r\ncredential_source = environment\n" }, { fails: [ConfigError, 'is "environment"'] }],
  ["failure", "credential_source Environment without variables", { config: "[default]\nrole_arn = r\ncredential_source = Environment\n" }, { fails: [CredentialsError, "credential_source Environment"] }],
  ["failure", "credential_source EcsContainer outside of a container", { config: "[default]\nrole_arn = r\ncredential_source = EcsContainer\n" }, { fails: [CredentialsError, "credential_source EcsContainer"] }],
  ["failure", "credential_source Ec2InstanceMetadata that is switched off", { variables: { AWS_EC2_METADATA_DISABLED: "true" }, config: "[default]\nrole_arn = r\ncredential_source = Ec2InstanceMetadata\n" }, { fails: [CredentialsError, "AWS_EC2_METADATA_DISABLED is true"] }],
  ["failure", "the source is a login that is not there", { config: `[default]\nrole_arn = r\nsource_profile = l\n${loginProfile.replace("default", "profile l")}` }, { fails: [CredentialsError, 'run "aws login"'] }],
  ["failure", "STS refuses", { config: `[default]\n${baseRole}${base}`, answers: { AssumeRole: stsError(403, "AccessDenied") } }, { fails: [CredentialsError, "arn:aws:iam::1:role/r cannot be assumed: STS AssumeRole: no (AccessDenied, HTTP 403)"] }],
  ["failure", "STS refuses once: not remembered", { config: `[default]\n${baseRole}${base}`, answers: { AssumeRole: [stsError(403, "AccessDenied"), stsAnswer("AssumeRole", "ROLE")] } }, { fails: [CredentialsError, "AccessDenied"] }, { gets: "ROLE" }],
  ["failure", "STS is in trouble, and gets over it", { config: `[default]\n${baseRole}${base}`, answers: { AssumeRole: [stsError(503, "ServiceUnavailable"), stsError(500, "InternalFailure"), stsAnswer("AssumeRole", "ROLE")] } }, { gets: "ROLE" }],
  ["failure", "STS hangs up, and gets over it", { config: `[default]\n${baseRole}${base}`, answers: { AssumeRole: ["reset", stsAnswer("AssumeRole", "ROLE")] } }, { gets: "ROLE" }],
  ["failure", "STS is in trouble for good", { config: `[default]\n${baseRole}${base}`, answers: { AssumeRole: stsError(503, "ServiceUnavailable") } }, { fails: [CredentialsError, "HTTP 503"] }],
  ["malformed", "an answer without credentials", { config: `[default]\n${baseRole}${base}`, answers: { AssumeRole: [200, "<AssumeRoleResponse><AssumeRoleResult/></AssumeRoleResponse>"] } }, { fails: [CredentialsError, "cannot be assumed"] }],
  ["malformed", "an answer without a token", { config: `[default]\n${baseRole}${base}`, answers: { AssumeRole: stsAnswer("AssumeRole", "ROLE", 60, { SessionToken: undefined }) } }, { fails: [CredentialsError, "no SessionToken in the answer"] }],
  ["malformed", "an answer that is no XML", { config: `[default]\n${baseRole}${base}`, answers: { AssumeRole: [200, "canary {"] } }, { fails: [CredentialsError, "cannot be assumed"] }],
  ["malformed", "an end that is no time", { config: `[default]\n${baseRole}${base}`, answers: { AssumeRole: stsAnswer("AssumeRole", "ROLE", 60, { Expiration: "canary" }) } }, { fails: [CredentialsError, "Expiration is not a time"] }],
  ["expiry", "credentials that are over already", { config: `[default]\n${baseRole}${base}`, answers: { AssumeRole: stsAnswer("AssumeRole", "ROLE", -1) } }, { fails: [CredentialsError, "expired"] }],
  ["refresh", "before the end, without waiting", { config: `[default]\n${baseRole}${base}` }, { gets: "ROLE" }, { after: 44 * 60, gets: "ROLE", asks: [] }, { after: 60, gets: "ROLE" }, { gets: "ROLE2" }],
  ["refresh", "with keys of the source that have changed", { config: `[default]\n${baseRole}`, credentials: `[base]\n${keys("BASE")}` }, { gets: "ROLE" }, { after: 59.5 * 60, files: { ".aws/credentials": `[base]\n${keys("NEW")}` }, gets: "ROLE2", asks: ["AssumeRole RoleArn=arn:aws:iam::1:role/r RoleSessionName=inia-1893459570000 by NEW in eu-west-1 at sts.eu-west-1.amazonaws.com"] }],
  ["refresh", "STS fails: the old ones stay", { config: `[default]\n${baseRole}${base}`, answers: { AssumeRole: [stsAnswer("AssumeRole", "ROLE"), stsError(403, "AccessDenied")] } }, { gets: "ROLE" }, { after: 59.5 * 60, gets: "ROLE", warnings: 1 }],
  ["refresh", "MFA asks for another code", { from: () => { let code = 0; return fromSharedFiles({ mfaCode: async () => `canary-${++code}` }); }, config: `[default]\n${baseRole}mfa_serial = m\n${base}` }, { gets: "ROLE", asks: [`AssumeRole RoleArn=arn:aws:iam::1:role/r ${name} SerialNumber=m TokenCode=canary-1 by BASE in eu-west-1 ${host}`] }, { after: 59.5 * 60, gets: "ROLE2", asks: ["AssumeRole RoleArn=arn:aws:iam::1:role/r RoleSessionName=inia-1893459570000 SerialNumber=m TokenCode=canary-2 by BASE in eu-west-1 at sts.eu-west-1.amazonaws.com"] }],
  ["failure", "MFA with nobody to ask", { config: `[default]\n${baseRole}mfa_serial = m\n${base}` }, { fails: [CredentialsError, "needs a code of m: give mfaCode"], asks: [] }],
  ["success", "in code", { from: () => fromAssumeRole({ roleArn: "r", sourceCredentials: { accessKeyId: "CODE", secretAccessKey: secretOf("CODE") }, region: "us-east-2", tags: { k: "v" }, transitiveTagKeys: ["k"], policy: "{}", policyArns: ["p"], sourceIdentity: "i" }) }, { gets: "ROLE", asks: [`AssumeRole RoleArn=r ${name} Policy={} PolicyArns.member.1.arn=p SourceIdentity=i Tags.member.1.Key=k Tags.member.1.Value=v TransitiveTagKeys.member.1=k by CODE in us-east-2 at sts.us-east-2.amazonaws.com`] }],
  ["success", "in code, with another provider", { variables: variables("ENV"), from: () => fromAssumeRole({ roleArn: "r", sourceCredentials: fromEnvironment() }) }, { gets: "ROLE" }],
  ["failure", "in code, with a provider that has none", { from: () => fromAssumeRole({ roleArn: "r", sourceCredentials: fromEnvironment() }) }, { fails: [CredentialsError, "no AWS_ACCESS_KEY_ID"], asks: [] }],
]); // prettier-ignore

import { ConfigError, CredentialsError } from "@inia/core";
import { fromEnvironment, fromStatic } from "@inia/core/credentials";
import { secretOf, tokenOf } from "../find-leaks.ts";
import { scenarios, type Scenario } from "../scenario.ts";
import { at, keys, variables } from "./parts.ts";

const env = variables("ENV");

/** Variables, and credentials in code. */
export const environment: Scenario[] = [
  ...scenarios("environment", [
    ["success", "key and secret", { variables: env }, { gets: "ENV", holds: { token: false } }],
    ["success", "with a session token", { variables: { ...env, AWS_SESSION_TOKEN: tokenOf("ENV") } }, { gets: "ENV", holds: { token: true } }],
    ["success", "with the token's old variable", { variables: { ...env, AWS_SECURITY_TOKEN: tokenOf("ENV") } }, { gets: "ENV", holds: { token: true } }],
    ["precedence", "the token's new variable goes first", { variables: { ...env, AWS_SESSION_TOKEN: tokenOf("ENV"), AWS_SECURITY_TOKEN: "canary-other" } }, { gets: "ENV", holds: { token: true } }],
    ["success", "with an account", { variables: { ...env, AWS_ACCOUNT_ID: "123456789012" } }, { gets: "ENV", holds: { accountId: "123456789012" } }],
    ["success", "on its own, as fromEnvironment", { variables: env, from: fromEnvironment }, { gets: "ENV" }],
    ["failure", "fromEnvironment where nothing is set", { from: fromEnvironment, credentials: `[default]\n${keys("FILE")}` }, { fails: [CredentialsError, "no AWS_ACCESS_KEY_ID in the environment"] }],
    ["malformed", "a key without a secret ends the search", { variables: { AWS_ACCESS_KEY_ID: "ENV" }, credentials: `[default]\n${keys("FILE")}` }, { fails: [CredentialsError, "but no AWS_SECRET_ACCESS_KEY"] }],
    ["malformed", "an empty secret is none", { variables: { AWS_ACCESS_KEY_ID: "ENV", AWS_SECRET_ACCESS_KEY: "" } }, { fails: [CredentialsError, "but no AWS_SECRET_ACCESS_KEY"] }],
    ["malformed", "an empty key is none: the next source", { variables: { ...env, AWS_ACCESS_KEY_ID: "" }, credentials: `[default]\n${keys("FILE")}` }, { gets: "FILE" }],
    ["malformed", "a secret without a key is none", { variables: { AWS_SECRET_ACCESS_KEY: secretOf("ENV") }, credentials: `[default]\n${keys("FILE")}` }, { gets: "FILE" }],
    ["malformed", "a token alone is none", { variables: { AWS_SESSION_TOKEN: tokenOf("ENV") }, credentials: `[default]\n${keys("FILE")}` }, { gets: "FILE" }],
    ["malformed", "an empty token is none", { variables: { ...env, AWS_SESSION_TOKEN: "" } }, { gets: "ENV", holds: { token: false } }],
    ["malformed", "an end that is no time", { variables: { ...env, AWS_CREDENTIAL_EXPIRATION: "soon" } }, { fails: [CredentialsError, "AWS_CREDENTIAL_EXPIRATION is not a time"] }],
    ["expiry", "an end", { variables: { ...env, AWS_CREDENTIAL_EXPIRATION: at(60) } }, { gets: "ENV", holds: { minutes: 60 } }],
    ["expiry", "an end in another time zone", { variables: { ...env, AWS_CREDENTIAL_EXPIRATION: "2030-01-01T02:00:00+01:00" } }, { gets: "ENV", holds: { minutes: 60 } }],
    ["expiry", "an end that is over", { variables: { ...env, AWS_CREDENTIAL_EXPIRATION: at(-1) } }, { fails: [CredentialsError, "expired"] }],
    ["refresh", "without an end the variables are read once", { variables: env }, { gets: "ENV" }, { after: 1e6, variables: variables("NEW"), gets: "ENV" }],
    ["refresh", "with an end they are read again", { variables: { ...env, AWS_CREDENTIAL_EXPIRATION: at(60) } }, { gets: "ENV" }, { after: 59.5 * 60, variables: { ...variables("NEW"), AWS_CREDENTIAL_EXPIRATION: at(180) }, gets: "NEW", holds: { minutes: 120.5 } }],
    ["refresh", "they are gone at the end: the old ones stay, with a warning", { variables: { ...env, AWS_CREDENTIAL_EXPIRATION: at(60) } }, { gets: "ENV" }, { after: 59.5 * 60, variables: { AWS_ACCESS_KEY_ID: undefined, AWS_EC2_METADATA_DISABLED: "true" }, gets: "ENV", warnings: 1 }],
    ["precedence", "before the profile of AWS_PROFILE", { variables: { ...env, AWS_PROFILE: "dev" }, credentials: `[dev]\n${keys("FILE")}` }, { gets: "ENV" }],
    ["precedence", "not when a profile is named in code", { variables: env, credentials: `[dev]\n${keys("FILE")}`, profile: "dev" }, { gets: "FILE" }],
    ["precedence", "not when a profile is named in code, even one without credentials", { variables: { ...env, AWS_EC2_METADATA_DISABLED: "true" }, config: "[profile dev]\nregion = eu-west-1", profile: "dev" }, { fails: [CredentialsError, "a profile is named in code"] }],
    ["failure", "a profile named in code that does not exist", { variables: env, profile: "gone" }, { fails: [ConfigError, 'no profile "gone"'] }],
    ["precedence", "the files are not read: a broken one does no harm to the provider", { variables: env, from: fromEnvironment, credentials: `[default]
${keys("FILE")}` }, { gets: "ENV" }],
  ]),
  ...scenarios("static", [
    ["success", "key and secret", { from: () => fromStatic({ accessKeyId: "CODE", secretAccessKey: secretOf("CODE") }) }, { gets: "CODE", holds: { token: false } }],
    ["success", "all of it", { from: () => fromStatic({ accessKeyId: "CODE", secretAccessKey: secretOf("CODE"), sessionToken: tokenOf("CODE"), accountId: "1" }) }, { gets: "CODE", holds: { token: true, accountId: "1" } }],
    ["precedence", "before the environment", { variables: env, from: () => fromStatic({ accessKeyId: "CODE", secretAccessKey: secretOf("CODE") }) }, { gets: "CODE" }],
    ["refresh", "never renewed", { from: () => fromStatic({ accessKeyId: "CODE", secretAccessKey: secretOf("CODE") }) }, { gets: "CODE" }, { after: 1e9, gets: "CODE", calls: 3 }],
    ["expiry", "an end that is over", { from: () => fromStatic({ accessKeyId: "CODE", secretAccessKey: secretOf("CODE"), expiration: new Date(0) }) }, { fails: [CredentialsError, "expired"] }],
  ]),
]; // prettier-ignore

import { ConfigError, CredentialsError } from "@inia/core";
import { fromInstanceMetadata } from "@inia/core/credentials";
import { metadataAnswer } from "../doors.ts";
import { scenarios, type Scenario } from "../scenario.ts";
import { keys } from "./parts.ts";

const [token, role, got] = [
  "imds-token PUT -",
  "imds-role GET canary-imds-token",
  "imds-credentials GET canary-imds-token",
];
const [role2, got2] = ["imds-role GET canary-imds-token2", "imds-credentials GET canary-imds-token2"];
const alone = { from: fromInstanceMetadata };

/** The role of an EC2 instance. */
export const instanceMetadata: Scenario[] = scenarios("instance metadata", [
  ["success", "three requests, each with the token", {}, { gets: "IMDS", holds: { token: true, minutes: 60 }, asks: [token, role, got] }],
  ["success", "on its own, as fromInstanceMetadata", alone, { gets: "IMDS" }],
  ["success", "over IPv6", { variables: { AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: "IPv6" } }, { gets: "IMDS" }],
  ["success", "a role with every allowed character", { answers: { "imds-role": [200, "a+=,.@-_Z9\n"] } }, { gets: "IMDS" }],
  ["refresh", "with the token of the first time", {}, { gets: "IMDS" }, { after: 59.5 * 60, gets: "IMDS2", asks: [role, got] }],
  ["refresh", "with a new token when the old one is over", { answers: { "imds-credentials": [metadataAnswer("IMDS", 359), metadataAnswer("IMDS2", 700)] } }, { gets: "IMDS" }, { after: 358.5 * 60, gets: "IMDS2", asks: [token, role2, got2] }],
  ["refresh", "it is in trouble then: the old ones stay", { answers: { "imds-role": [[200, "role"], [500, ""]] } }, { gets: "IMDS" }, { after: 59.5 * 60, gets: "IMDS", warnings: 1 }],
  ["refresh", "a token refused is asked for anew", { answers: { "imds-role": [[401, ""], [200, "role"]] } }, { gets: "IMDS", asks: [token, role, token, role2, got2] }],
  ["expiry", "expired ones are used, with a warning, and looked at again in 5 to 10 minutes", { answers: { "imds-credentials": [metadataAnswer("IMDS", -60), metadataAnswer("IMDS2")] } }, { gets: "IMDS", warnings: 1 }, { after: 299, gets: "IMDS", asks: [] }, { after: 301, eventually: true, gets: "IMDS2" }],
  ["failure", "5xx twice", { answers: { "imds-role": [[500, ""], [503, ""], [200, "role"]] } }, { gets: "IMDS", asks: [token, role, role, role, got] }],
  ["failure", "5xx always", { ...alone, answers: { "imds-role": [500, "canary"] } }, { fails: [CredentialsError, "HTTP 500"], asks: [token, role, role, role] }],
  ["failure", "the token in trouble once", { answers: { "imds-token": [[500, ""], [200, "canary-imds-token"]] } }, { gets: "IMDS", asks: [token, token, role, got] }],
  ["failure", "no token with 403: version 1 is not tried", { ...alone, answers: { "imds-token": [403, ""] } }, { fails: [CredentialsError, "HTTP 403"], asks: [token] }],
  ["failure", "no token with 404: version 1 is not tried", { ...alone, answers: { "imds-token": [404, ""] } }, { fails: [CredentialsError, "HTTP 404"], asks: [token] }],
  ["failure", "no token with 405: version 1 is not tried", { ...alone, answers: { "imds-token": [405, ""] } }, { fails: [CredentialsError, "HTTP 405"], asks: [token] }],
  ["failure", "no token with 400", { ...alone, answers: { "imds-token": [400, ""] } }, { fails: [CredentialsError, "HTTP 400"], asks: [token] }],
  ["failure", "silence: one attempt", { ...alone, answers: { "imds-token": "silence" } }, { fails: [CredentialsError, "cannot be reached"], asks: [token] }],
  ["failure", "hung up: one attempt", { ...alone, answers: { "imds-token": "reset" } }, { fails: [CredentialsError, "cannot be reached"], asks: [token] }],
  ["failure", "silence is a reason of the chain", { answers: { "imds-token": "reset" } }, { fails: [CredentialsError, "instance metadata (the instance metadata service cannot be reached)"] }],
  ["failure", "no role", { ...alone, answers: { "imds-role": [404, ""] } }, { fails: [CredentialsError, "HTTP 404"], asks: [token, role] }],
  ["failure", "no role once: not remembered", { ...alone, answers: { "imds-role": [[404, ""], [200, "role"]] } }, { fails: [CredentialsError, "HTTP 404"] }, { gets: "IMDS" }],
  ["failure", "switched off", { ...alone, variables: { AWS_EC2_METADATA_DISABLED: "true" } }, { fails: [CredentialsError, "AWS_EC2_METADATA_DISABLED is true"], asks: [] }],
  ["failure", "switched off, in capitals", { ...alone, variables: { AWS_EC2_METADATA_DISABLED: "TRUE" } }, { fails: [CredentialsError, "AWS_EC2_METADATA_DISABLED is true"], asks: [] }],
  ["failure", "an error document", { ...alone, answers: { "imds-credentials": [200, { Code: "AssumeRoleUnauthorizedAccess", Message: "canary" }] } }, { fails: [CredentialsError, "has no credentials for the role"] }],
  ["failure", "a redirect is not followed", { ...alone, answers: { "imds-role": [302, ""] } }, { fails: [CredentialsError, "HTTP 302"], asks: [token, role] }],
  ["malformed", "a token of two lines", { ...alone, answers: { "imds-token": [200, "canary\r\nx: y"] } }, { fails: [CredentialsError, "refuses"] }],
  ["malformed", "role ../x", { ...alone, answers: { "imds-role": [200, "../x"] } }, { fails: [CredentialsError, "names no valid role"], asks: [token, role] }],
  ["malformed", "a role of two lines", { ...alone, answers: { "imds-role": [200, "a\r\nb"] } }, { fails: [CredentialsError, "names no valid role"] }],
  ["malformed", "an empty role", { ...alone, answers: { "imds-role": [200, ""] } }, { fails: [CredentialsError, "names no valid role"] }],
  ["malformed", "no JSON", { ...alone, answers: { "imds-credentials": [200, "<canary>"] } }, { fails: [CredentialsError, "no AccessKeyId"] }],
  ["malformed", "no token in the credentials", { ...alone, answers: { "imds-credentials": metadataAnswer("IMDS", 60, { Token: undefined }) } }, { fails: [CredentialsError, "no Token"] }],
  ["malformed", "an end that is no time", { ...alone, answers: { "imds-credentials": metadataAnswer("IMDS", 60, { Expiration: "canary" }) } }, { fails: [CredentialsError, "is not a time"] }],
  ["malformed", "a mode that does not exist", { ...alone, variables: { AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: "ipv5" } }, { fails: [ConfigError, "allowed: ipv4, ipv6"], asks: [] }],
  ["precedence", "keys of the profile go first", { config: `[default]\n${keys("CONFIG")}` }, { gets: "CONFIG", asks: [] }],
]); // prettier-ignore

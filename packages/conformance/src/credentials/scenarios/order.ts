import { generateKeyPairSync } from "node:crypto";
import { CredentialsError } from "@inia/core";
import { scenarios, type Row, type Scenario } from "../scenario.ts";
import {
  baseRole,
  keys,
  loginFile,
  printCommand,
  printed,
  ssoFile,
  ssoKeys,
  ssoLogin,
  variables,
  webIdentity,
} from "./parts.ts";

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const login = loginFile(60, String(privateKey.export({ type: "sec1", format: "pem" })));

/** One source of the chain, set up so that it gives its key. */
interface Source {
  readonly name: string;
  readonly key: string;
  readonly variables?: Record<string, string>;
  readonly config?: string;
  readonly credentials?: string;
  readonly files?: Record<string, unknown>;
}

/** The chain in botocore's order. Every source but the last is there in several scenarios, together with all later ones. */
const chain: readonly Source[] = [
  { name: "environment", key: "ENV", variables: variables("ENV") },
  { name: "role", key: "ROLE", config: baseRole },
  { name: "web identity", key: "WEB", ...webIdentity },
  { name: "sso", key: "SSO", config: ssoKeys, files: { [ssoFile("https://start")]: ssoLogin(60) } },
  { name: "credentials file", key: "FILE", credentials: keys("FILE") },
  { name: "login", key: "LOGGED", config: "login_session = s\n", files: login },
  { name: "process", key: "PROCESS", config: `credential_process = ${printCommand}\n`, files: { printed: printed("PROCESS") } },
  { name: "config file", key: "CONFIG", config: keys("CONFIG") },
  { name: "container", key: "CONTAINER", variables: { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/task" } },
  { name: "instance metadata", key: "IMDS" },
]; // prettier-ignore

function together(sources: readonly Source[]): Omit<Scenario, "provider" | "kind" | "name" | "steps"> {
  const text = (part: "config" | "credentials"): string =>
    sources.map((source) => source[part] ?? "").join("");
  return {
    config: `[default]\n${text("config")}[profile base]\n${keys("BASE")}`,
    credentials: `[default]\n${text("credentials")}`,
    variables: Object.assign({}, ...sources.map((source) => source.variables ?? {})),
    files: Object.assign({}, ...sources.map((source) => source.files ?? {})),
  };
}

const alone: Row[] = chain.map((source) => [
  "success",
  `${source.name}, alone`,
  together([source]),
  { gets: source.key },
]);
const first: Row[] = chain
  .slice(0, -1)
  .map((source, n) => [
    "precedence",
    `${source.name} before everything after it`,
    together(chain.slice(n)),
    { gets: source.key },
  ]);

/** The order of the default chain. */
export const order: Scenario[] = scenarios("default chain", [
  ...alone,
  ...first,
  ["failure", "every place is named in order", { answers: { "imds-token": [403, ""] } }, { fails: [CredentialsError, "no credentials; looked at: environment (no AWS_ACCESS_KEY_ID in the environment), role (no role_arn in profile \"default\"), web identity (no web identity token file is set), sso (no sso_account_id or sso_role_name in profile \"default\"), credentials file (no aws_access_key_id in profile \"default\" of the credentials file), login (no login_session in profile \"default\"), process (no credential_process in profile \"default\"), config file (no aws_access_key_id in profile \"default\" of the config file), container (AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and AWS_CONTAINER_CREDENTIALS_FULL_URI are not set), instance metadata (the instance metadata service refuses /latest/meta-data/iam/security-credentials/ (HTTP 403))"] }],
  ["failure", "nothing is found, then something is: not remembered", { answers: { "imds-token": [403, ""] } }, { fails: [CredentialsError, "no credentials"] }, { files: { ".aws/credentials": `[default]\n${keys("FILE")}` }, gets: "FILE" }],
]); // prettier-ignore

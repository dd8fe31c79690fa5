import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { OraclePlace } from "../differential/oracle.ts";
import type { ConfigAnswer } from "./our-config.ts";
import { credentialAnswers } from "./random-credentials.ts";
import type { RandomEnvironment } from "./random-environment.ts";

/** A session variable of botocore: keys of the profile, and variables; each one or a list. */
type SessionVariable = readonly [keys: unknown, variables: string | readonly string[] | null];

/** The tables of session variables: of all services, of the `s3` block, of `proxies_config`. */
export type SessionVariables = readonly Readonly<Record<string, SessionVariable>>[];

/** botocore's half of the comparison. */
export interface BotocoreConfig {
  readonly variables: SessionVariables;
  readonly answers: readonly ConfigAnswer[];
}

/** Client options that are not called as botocore calls them, in snake case. */
const names: Readonly<Record<string, string>> = {
  userAgentAppid: "user_agent_appid",
  sigv4aSigningRegionSet: "sigv4a_signing_region_set",
  usEast1RegionalEndpoint: "us_east_1_regional_endpoint",
  disableMultiregionAccessPoints: "s3_disable_multiregion_access_points",
};
const snakeCase = (name: string): string =>
  names[name] ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Asks botocore about all environments, in one process. `home` has the files of {@link writeSourceFiles}. */
export async function askBotocore(
  { python }: OraclePlace,
  home: string,
  environments: readonly RandomEnvironment[],
): Promise<BotocoreConfig> {
  const script = fileURLToPath(new URL("./oracle.py", import.meta.url));
  const child = spawn("python3", [script, home], {
    stdio: ["pipe", "pipe", "inherit"],
    // Difference retry-mode: the default is read once, when Python loads botocore.
    env: { PATH: process.env["PATH"], PYTHONPATH: python, PYTHONDONTWRITEBYTECODE: "1", AWS_NEW_RETRIES_2026: "true" },
  }); // prettier-ignore
  const lines = [credentialAnswers, ...environments.map(questionFor)];
  child.stdin.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const answers: unknown[] = [];
  for await (const line of createInterface({ input: child.stdout })) answers.push(JSON.parse(line));
  if (answers.length !== environments.length + 1) throw new Error("the oracle has ended");
  const [variables, ...rest] = answers as [SessionVariables, ...ConfigAnswer[]];
  return { variables, answers: rest.map(inOurWords) };
}

/** The same environment as botocore has to be told it, after the differences region-env, profile-env and empty-settings. */
function questionFor({ service, variables, code, instance }: RandomEnvironment): object {
  const kept = Object.fromEntries(Object.entries(variables).filter(([, text]) => text !== ""));
  const region = kept["AWS_REGION"] ?? kept["AWS_DEFAULT_REGION"];
  const profile = kept["AWS_PROFILE"] ?? kept["AWS_DEFAULT_PROFILE"];
  return {
    service,
    variables: {
      ...kept,
      ...(region && { AWS_DEFAULT_REGION: region }),
      ...(profile && { AWS_DEFAULT_PROFILE: profile }),
    },
    profile: code.profile ?? null,
    code: codeFor(code),
    instance,
  };
}

function codeFor(code: RandomEnvironment["code"]): Record<string, unknown> {
  const options = Object.entries(code).filter(([option]) => option !== "profile");
  const { max_attempts, retry_mode, ...given }: Record<string, unknown> = Object.fromEntries(
    options.map(([option, value]) => [snakeCase(option), value]),
  );
  const retries = {
    ...(max_attempts !== undefined && { total_max_attempts: max_attempts }),
    ...(retry_mode !== undefined && { mode: retry_mode }),
  };
  if (Object.keys(retries).length > 0) given["retries"] = retries;
  for (const list of ["auth_scheme_preference", "sigv4a_signing_region_set"])
    if (Array.isArray(given[list])) given[list] = (given[list] as string[]).join(",");
  if (given["s3"])
    given["s3"] = Object.fromEntries(Object.entries(given["s3"]).map(([key, value]) => [snakeCase(key), value])); // prettier-ignore
  return given;
}

/** What it means to botocore that there is nothing. */
const initial: Readonly<Record<string, unknown>> = {
  use_fips_endpoint: false,
  use_dualstack_endpoint: false,
  ignore_configured_endpoint_urls: false,
};

function inOurWords(answer: ConfigAnswer): ConfigAnswer {
  const { settings } = answer;
  if ("error" in settings) return answer;
  const { s3, ...plain } = settings as { s3: Record<string, unknown> | null };
  const ours: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(plain)) ours[camelCase(name)] = value ?? initial[name];
  for (const [name, value] of Object.entries(s3 ?? {})) ours[`s3.${camelCase(name.replace(/^s3_/, ""))}`] = value; // prettier-ignore
  ours["timeouts.connect"] = Number(ours["connectTimeout"]) * 1_000;
  delete ours["connectTimeout"];
  return { ...answer, settings: ours };
}

function camelCase(name: string): string {
  const known = Object.keys(names).find((option) => names[option] === name);
  return known ?? name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

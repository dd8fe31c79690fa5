import type { ClientConfig } from "@inia/core";
import { randomFrom } from "../endpoints/parameter-samples.ts";
import { profileSources, variableSources } from "./random-credentials.ts";

/** What surrounds a program, and what the program says itself. */
export interface RandomEnvironment {
  /** Folder of the service in the descriptions. */
  readonly service: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Text of the config file, and of the credentials file. */
  readonly config: string;
  readonly credentials: string;
  readonly code: Omit<ClientConfig, "credentials">;
  /** The program runs on an instance, which has a metadata service. */
  readonly instance: boolean;
}

/** One of some values, and whether something happens that happens once in so many times. */
export interface Dice {
  pick<T>(values: readonly T[]): T;
  one(of: number): boolean;
}

/** A setting as it is drawn: texts for variables and profile, values for the code when botocore takes it there. */
interface Drawn {
  readonly variables?: readonly string[];
  readonly key?: string;
  readonly texts: readonly string[];
  readonly option?: keyof ClientConfig;
  readonly values?: readonly unknown[];
}

const truths = ["true", "false", "True", "FALSE"];
const bools = [true, false];
const endpoints = ["http://localhost:4566", "https://vpce.example.com", "https://example.com/base"];
const regions = ["us-east-1", "us-east-1", "us-west-2", "eu-west-1", "ap-southeast-1", "us-gov-west-1", "cn-north-1"]; // prettier-ignore
const supported = ["when_supported", "when_required", "WHEN_REQUIRED"];
const setting = (name: string, texts: readonly string[], option?: Drawn["option"], values?: readonly unknown[]): Drawn => ({ variables: [`AWS_${name.toUpperCase()}`], key: name, texts, ...(option && { option, values: values ?? texts }) }); // prettier-ignore

const drawn: readonly Drawn[] = [
  { variables: ["AWS_REGION"], key: "region", texts: regions, option: "region", values: [...regions, "fips-us-west-2"] },
  { variables: ["AWS_DEFAULT_REGION"], texts: regions },
  setting("retry_mode", ["standard", "adaptive", "legacy"], "retryMode"),
  setting("max_attempts", ["1", "2", "5"], "maxAttempts", [1, 4]),
  setting("use_fips_endpoint", truths, "useFipsEndpoint", bools),
  setting("use_dualstack_endpoint", truths, "useDualstackEndpoint", bools),
  setting("defaults_mode", ["legacy", "standard", "in-region", "Cross-Region", "mobile", "auto"], "defaultsMode", ["standard", "mobile"]),
  setting("ignore_configured_endpoint_urls", truths, "ignoreConfiguredEndpointUrls", bools),
  setting("endpoint_discovery_enabled", ["true", "False", "auto"], "endpointDiscoveryEnabled", [true, false, "auto"]),
  setting("account_id_endpoint_mode", ["preferred", "Disabled", "required"], "accountIdEndpointMode", ["preferred", "disabled"]),
  setting("request_checksum_calculation", supported, "requestChecksumCalculation", supported.slice(0, 2)),
  setting("response_checksum_validation", supported, "responseChecksumValidation", supported.slice(0, 2)),
  setting("request_min_compression_size_bytes", ["1", "512", "1048576"], "requestMinCompressionSizeBytes", [2, 1_024]),
  setting("disable_request_compression", truths, "disableRequestCompression", bools),
  setting("disable_host_prefix_injection", truths, "injectHostPrefix", bools),
  setting("auth_scheme_preference", ["sigv4", "sigv4, bearer", "bearer,sigv4"], "authSchemePreference", [["sigv4"], ["bearer", "sigv4"]]),
  setting("sigv4a_signing_region_set", ["*", "us-east-1,us-west-2"], "sigv4aSigningRegionSet", [["*"]]),
  setting("sts_regional_endpoints", ["legacy", "regional"]),
  setting("s3_disable_express_session_auth", ["true", "False"]),
  setting("sdk_ua_app_id", ["app", "Other/1"], "userAgentAppid"),
  setting("ca_bundle", ["/a.pem", "/b.pem"]),
  { key: "parameter_validation", texts: truths, option: "parameterValidation", values: [false] },
  { variables: ["AWS_ENDPOINT_URL"], key: "endpoint_url", texts: endpoints, option: "endpoint", values: endpoints },
  { variables: ["AWS_S3_USE_ARN_REGION"], key: "s3_use_arn_region", texts: truths },
  { variables: ["AWS_S3_US_EAST_1_REGIONAL_ENDPOINT"], key: "s3_us_east_1_regional_endpoint", texts: ["legacy", "regional"] },
  { variables: ["AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS"], texts: truths },
  { variables: ["AWS_EXECUTION_ENV"], texts: ["AWS_Lambda_nodejs22.x"] },
  { variables: ["AWS_EC2_METADATA_DISABLED"], texts: truths },
]; // prettier-ignore

/** Keys of the `s3` block, and the options for them. */
const block: readonly (readonly [key: string, texts: readonly string[], option: string, values: readonly unknown[]])[] = [
  ["addressing_style", ["auto", "virtual", "path"], "addressingStyle", ["virtual", "path"]],
  ["use_accelerate_endpoint", truths, "useAccelerateEndpoint", bools],
  ["use_dualstack_endpoint", truths, "useDualstackEndpoint", bools],
  ["payload_signing_enabled", truths, "payloadSigningEnabled", bools],
  ["use_arn_region", truths, "useArnRegion", bools],
  ["us_east_1_regional_endpoint", ["legacy", "regional"], "usEast1RegionalEndpoint", ["legacy", "regional"]],
  ["s3_disable_multiregion_access_points", truths, "disableMultiregionAccessPoints", bools],
]; // prettier-ignore

const services = ["s3", "s3", "sqs", "sts", "dynamodb"];

/** Environments, the same ones for the same seed. `home` has the files that credentials are read from. */
export function randomEnvironments(seed: number, count: number, home: string): RandomEnvironment[] {
  const random = randomFrom(seed);
  const dice: Dice = { pick: (values) => values[random(values.length)]!, one: (of) => random(of) === 0 };
  return Array.from({ length: count }, () => randomEnvironment(dice, home));
}

function randomEnvironment(dice: Dice, home: string): RandomEnvironment {
  const { pick, one } = dice;
  const service = pick(services);
  const name = (): string => (one(25) ? "nobody" : pick(["default", "work", "work"]));
  return {
    service,
    variables: {
      ...randomVariables(dice, service),
      ...variableSources(dice, home),
      ...(one(4) && { AWS_PROFILE: name() }),
      ...(one(6) && { AWS_DEFAULT_PROFILE: name() }),
    },
    config: [
      randomProfile(pick(["default", "default", "profile default"]), "default", dice, home),
      randomProfile(pick(["profile work", 'profile "work"']), "work", dice, home),
      randomProfile("profile base", "base", dice, home),
      randomServices(dice),
      `[sso-session s]\nsso_region = us-east-1\nsso_start_url = https://start.example.com\n`,
    ].join(""),
    credentials: ["default", "work", "base"].map((profile) => randomKeys(profile, dice)).join(""),
    code: { ...randomCode(dice), ...(one(6) && { profile: name() }) },
    instance: one(2),
  };
}

function randomVariables(dice: Dice, service: string): Record<string, string> {
  const { pick, one } = dice;
  const variables: Record<string, string> = {};
  for (const { variables: names = [], texts } of drawn)
    for (const name of names) if (one(names.length * 8)) variables[name] = randomText(texts, dice);
  if (!one(6)) variables["AWS_REGION"] ??= pick(regions);
  const own = pick([service, pick(services)]).toUpperCase();
  if (one(8)) variables[`AWS_ENDPOINT_URL_${own}`] = pick(endpoints);
  return variables;
}

/** Mostly what is allowed; sometimes nothing, seldom nonsense. */
function randomText(texts: readonly string[], { pick, one }: Dice): string {
  if (one(30)) return "";
  return one(200) && texts === truths ? "yes" : pick(texts);
}

function randomProfile(header: string, name: string, dice: Dice, home: string): string {
  const { pick, one } = dice;
  const keys: Record<string, string> = {};
  for (const { key, texts } of drawn) if (key && one(9)) keys[key] = pick(texts);
  Object.assign(keys, profileSources(name, dice, home));
  if (one(6)) keys["services"] = one(15) ? "gone" : "own";
  const s3 = block.filter(() => one(6)).map(([key, texts]) => `  ${key} = ${pick(texts)}\n`);
  return `[${header}]\n${linesOf(keys)}${s3.length ? `s3 =\n${s3.join("")}` : ""}`;
}

function linesOf(keys: Record<string, string>): string {
  return Object.entries(keys)
    .map(([key, text]) => `${key} = ${text}\n`)
    .join("");
}

/** A section with a block for some services, one of them nobody's: botocore takes an empty section for none. */
function randomServices({ pick, one }: Dice): string {
  const blocks = ["s3", "sqs", "sts", "dynamodb", "nobody"].filter((name) => name === "nobody" || one(2));
  const lines = blocks.map((service) => `${service} =\n  endpoint_url = ${pick(endpoints)}\n`);
  return `[services own]\n${lines.join("")}`;
}

/** A profile of the credentials file: keys, and sometimes a setting, which wins over that of the config file. */
function randomKeys(name: string, { pick, one }: Dice): string {
  const keys: Record<string, string> = {};
  if (one(name === "base" ? 2 : 5)) {
    keys["aws_access_key_id"] = `FILE-${name}`;
    keys["aws_secret_access_key"] = "secret";
  }
  if (one(8)) keys["region"] = pick(regions);
  if (one(12)) keys["max_attempts"] = "9";
  return Object.keys(keys).length > 0 ? `[${name}]\n${linesOf(keys)}` : "";
}

function randomCode(dice: Dice): Omit<ClientConfig, "credentials"> {
  const { pick, one } = dice;
  const code: Record<string, unknown> = {};
  if (one(2)) return code;
  for (const { option, values } of drawn) if (option && one(10)) code[option] = pick(values!);
  const s3 = block.filter(() => one(8)).map(([, , option, values]) => [option, pick(values)] as const);
  if (s3.length > 0) code["s3"] = Object.fromEntries(s3);
  return code;
}

import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import type { ClientConfig } from "./client-config.ts";
import { resolveGiven, type Given } from "./resolve-given.fixture.ts";
import { s3Settings, settings } from "./settings-table.ts";
import type { ResolvedConfig } from "./settings.ts";

/** A text, and the value that it gives. */
type Sample = readonly [text: string, value: unknown];

/** A setting: where it is read from, its default, a text for the variable, one for the profile, a value for the code. */
type Row = readonly [
  option: string,
  variable: string | undefined,
  key: string,
  initial: unknown,
  ofVariable: Sample,
  ofProfile: Sample,
  ofCode: unknown,
];

const rows: readonly Row[] = [
  ["region", "AWS_REGION", "region", undefined, ["eu-west-1", "eu-west-1"], ["us-west-2", "us-west-2"], "sa-east-1"],
  ["region", "AWS_DEFAULT_REGION", "region", undefined, ["eu-west-1", "eu-west-1"], ["us-west-2", "us-west-2"], "sa-east-1"],
  ["retryMode", "AWS_RETRY_MODE", "retry_mode", "standard", ["Adaptive", "adaptive"], ["legacy", "legacy"], "standard"],
  ["maxAttempts", "AWS_MAX_ATTEMPTS", "max_attempts", undefined, ["5", 5], ["7", 7], 2],
  ["useFipsEndpoint", "AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint", false, ["TRUE", true], ["false", false], true],
  ["useDualstackEndpoint", "AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint", false, ["true", true], ["false", false], true],
  ["defaultsMode", "AWS_DEFAULTS_MODE", "defaults_mode", "legacy", ["Standard", "standard"], ["mobile", "mobile"], "in-region"],
  ["ignoreConfiguredEndpointUrls", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls", false, ["true", true], ["false", false], true],
  ["endpointDiscoveryEnabled", "AWS_ENDPOINT_DISCOVERY_ENABLED", "endpoint_discovery_enabled", "auto", [" True ", true], ["AUTO", "auto"], false],
  ["accountIdEndpointMode", "AWS_ACCOUNT_ID_ENDPOINT_MODE", "account_id_endpoint_mode", "preferred", ["Required", "required"], ["disabled", "disabled"], "preferred"],
  ["requestChecksumCalculation", "AWS_REQUEST_CHECKSUM_CALCULATION", "request_checksum_calculation", "when_supported", ["WHEN_REQUIRED", "when_required"], ["when_supported", "when_supported"], "when_required"],
  ["responseChecksumValidation", "AWS_RESPONSE_CHECKSUM_VALIDATION", "response_checksum_validation", "when_supported", ["WHEN_REQUIRED", "when_required"], ["when_supported", "when_supported"], "when_required"],
  ["requestMinCompressionSizeBytes", "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "request_min_compression_size_bytes", 10_240, ["1", 1], ["1048576", 1_048_576], 128],
  ["disableRequestCompression", "AWS_DISABLE_REQUEST_COMPRESSION", "disable_request_compression", false, ["true", true], ["false", false], true],
  ["disableClockSkewCorrection", "AWS_DISABLE_CLOCK_SKEW_CORRECTION", "disable_clock_skew_correction", false, ["true", true], ["false", false], true],
  ["injectHostPrefix", "AWS_DISABLE_HOST_PREFIX_INJECTION", "disable_host_prefix_injection", true, ["true", false], ["false", true], false],
  ["authSchemePreference", "AWS_AUTH_SCHEME_PREFERENCE", "auth_scheme_preference", undefined, ["sigv4a, sigv4\t,,", ["sigv4a", "sigv4"]], ["bearer", ["bearer"]], ["x"]],
  ["sigv4aSigningRegionSet", "AWS_SIGV4A_SIGNING_REGION_SET", "sigv4a_signing_region_set", undefined, ["*", ["*"]], ["a,b", ["a", "b"]], ["c"]],
  ["stsRegionalEndpoints", "AWS_STS_REGIONAL_ENDPOINTS", "sts_regional_endpoints", "regional", ["Legacy", "legacy"], ["regional", "regional"], "legacy"],
  ["s3DisableExpressSessionAuth", "AWS_S3_DISABLE_EXPRESS_SESSION_AUTH", "s3_disable_express_session_auth", false, ["true", true], ["false", false], true],
  ["userAgentAppid", "AWS_SDK_UA_APP_ID", "sdk_ua_app_id", undefined, ["a", "a"], ["b", "b"], "c"],
  ["parameterValidation", undefined, "parameter_validation", true, ["TRUE", true], ["false", false], true],
  ["caBundle", "AWS_CA_BUNDLE", "ca_bundle", undefined, ["/a.pem", "/a.pem"], ["/b.pem", "/b.pem"], "/c.pem"],
  ["endpoint", "AWS_ENDPOINT_URL", "endpoint_url", undefined, ["http://a", "http://a"], ["https://b:1/c", "https://b:1/c"], "http://[::1]:2"],
]; // prettier-ignore

/** Settings of S3; the key is the one outside of the block, which has as many as there are variables. */
const s3Rows: readonly (readonly [option: string, variable: string | undefined, key: string, ofVariable: Sample, ofBlock: Sample, ofCode: unknown])[] = [
  ["addressingStyle", undefined, "addressing_style", ["path", "path"], ["Path", "path"], "virtual"],
  ["useAccelerateEndpoint", undefined, "use_accelerate_endpoint", ["true", true], ["true", true], false],
  ["useDualstackEndpoint", undefined, "use_dualstack_endpoint", ["true", true], ["true", true], false],
  ["payloadSigningEnabled", undefined, "payload_signing_enabled", ["true", true], ["true", true], false],
  ["useArnRegion", "AWS_S3_USE_ARN_REGION", "use_arn_region", ["true", true], ["false", false], true],
  ["usEast1RegionalEndpoint", "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT", "us_east_1_regional_endpoint", ["Regional", "regional"], ["legacy", "legacy"], "regional"],
  ["disableMultiregionAccessPoints", "AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS", "disable_multiregion_access_points", ["true", true], ["false", false], true],
]; // prettier-ignore

type Case = [source: string, given: Given, expected: unknown];

/** The text that gives another value than the code does, so that it shows which of them was taken. */
function textUnlike(ofCode: unknown, ...samples: readonly Sample[]): string {
  const [text] = samples.find(([, value]) => !isDeepStrictEqual(value, ofCode))!;
  return text;
}

test("every setting of the tables has a row here", () => {
  const keys = new Set(rows.map(([, , key]) => key));
  keys.delete("endpoint_url"); // a setting of its own, in endpoint-url.ts
  expect([...keys].sort()).toEqual(Object.keys(settings).sort());
  expect(s3Rows.map(([, , key]) => key).sort()).toEqual(Object.keys(s3Settings).sort());
});

test("samples of variable and profile tell which of them was read", () => {
  for (const [, , , initial, ofVariable, ofProfile] of rows) {
    expect(ofVariable[1]).not.toEqual(ofProfile[1]);
    expect([ofVariable[1], ofProfile[1]]).not.toEqual([initial, initial]);
  }
  for (const [, variable, , ofVariable, ofBlock] of s3Rows)
    expect(variable === undefined || ofVariable[1] !== ofBlock[1]).toBe(true);
});

describe.each(rows)("%s (%s)", (option, variable, key, initial, ofVariable, ofProfile, ofCode) => {
  const config = { [option]: ofCode } as ClientConfig;
  const unlike = textUnlike(ofCode, ofVariable, ofProfile);
  const profile = `${key} = ${ofProfile[0]}`;
  const variables: Record<string, string> = variable ? { [variable]: ofVariable[0] } : {};
  const other = `[default]\n${profile}\n[profile other]\n${key} = ${ofVariable[0]}`;
  const read = async (given: Given): Promise<unknown> =>
    (await resolveGiven(given))[option as keyof ResolvedConfig];

  const ofVariables: Case[] = variable === undefined ? [] : [
    ["default, with an empty variable", { variables: { [variable]: "" } }, initial],
    ["variable", { variables }, ofVariable[1]],
    ["variable before profile", { variables, profile }, ofVariable[1]],
    ["code before variable and profile", { config, variables: { [variable]: unlike }, profile: `${key} = ${unlike}` }, ofCode],
    ["code before nonsense that nobody needs", { config, variables: { [variable]: "\u0000" } }, ofCode],
    ["undefined in code is nothing", { config: { [option]: undefined } as ClientConfig, variables }, ofVariable[1]],
  ]; // prettier-ignore

  test.each<Case>([
    ["default", {}, initial],
    ["default, with an empty key", { profile: `${key} =` }, initial],
    ["profile", { profile }, ofProfile[1]],
    ["another profile", { profile: other, config: { profile: "other" } }, ofVariable[1]],
    ["profile in the credentials file before the config file", { profile, credentials: `[default]\n${key} = ${ofVariable[0]}` }, ofVariable[1]],
    ["code", { config }, ofCode],
    ["code before profile", { config, profile: `${key} = ${unlike}` }, ofCode],
    ["undefined in code is nothing", { config: { [option]: undefined } as ClientConfig, profile }, ofProfile[1]],
    ...ofVariables,
  ])("%s", async (_, given, expected) => {
    expect(await read(given)).toEqual(expected);
  }); // prettier-ignore

  test.each<[given: Given, source: string | undefined]>([
    [{}, undefined],
    [{ profile }, `${key} in profile "default" of the config file`],
    [{ credentials: `[default]\n${profile}` }, `${key} in profile "default" of the credentials file`],
    ...(variable === undefined ? [] : [[{ variables, profile }, variable] as [Given, string]]),
    [{ config, variables, profile }, "code"],
  ])("%j says where it comes from", async (given, source) => {
    expect((await resolveGiven(given)).sources[option]).toBe(source);
  });
});

describe.each(s3Rows)("s3.%s (%s)", (option, variable, key, ofVariable, ofBlock, ofCode) => {
  const config = { s3: { [option]: ofCode } } as ClientConfig;
  const unlike = textUnlike(ofCode, ofVariable, ofBlock);
  const block = `s3 =\n  ${key} = ${ofBlock[0]}`;
  const variables: Record<string, string> = variable ? { [variable]: ofVariable[0] } : {};
  const read = async (given: Given): Promise<unknown> =>
    (await resolveGiven(given)).s3[option as keyof ResolvedConfig["s3"]];

  const ofVariables: Case[] = variable === undefined ? [] : [
    ["default, with an empty variable", { variables: { [variable]: "" } }, undefined],
    ["variable", { variables }, ofVariable[1]],
    ["variable before block", { variables, profile: block }, ofVariable[1]],
    ["variable before key outside", { variables, profile: `s3_${key} = ${ofBlock[0]}` }, ofVariable[1]],
    ["key outside before block", { profile: `s3_${key} = ${ofVariable[0]}\n${block}` }, ofVariable[1]],
    ["code before all", { config, variables: { [variable]: unlike }, profile: `s3_${key} = ${unlike}\ns3 =\n  ${key} = ${unlike}` }, ofCode],
  ]; // prettier-ignore

  test.each<Case>([
    ["default", {}, undefined],
    ["default, with an empty key", { profile: `s3 =\n  ${key} =` }, undefined],
    ["block", { profile: block }, ofBlock[1]],
    ["block of another profile", { profile: `[profile other]\n${block}`, config: { profile: "other" } }, ofBlock[1]],
    ["code", { config }, ofCode],
    ["code before block", { config, profile: `s3 =\n  ${key} = ${unlike}` }, ofCode],
    ["undefined in code is nothing", { config: { s3: { [option]: undefined } }, profile: block }, ofBlock[1]],
    ["another service", { config: {}, profile: block, service: "DynamoDB" }, undefined],
    ...ofVariables,
  ])("%s", async (_, given, expected) => {
    expect(await read(given)).toEqual(expected);
  }); // prettier-ignore

  test.each<[given: Given, source: string | undefined]>([
    [{}, undefined],
    [{ profile: block }, `${key} of s3 in profile "default" of the config file`],
    ...(variable === undefined ? [] : [[{ variables, profile: block }, variable] as [Given, string]]),
    [{ config, variables, profile: block }, "code"],
  ])("%j says where it comes from", async (given, source) => {
    expect((await resolveGiven(given)).sources[`s3.${option}`]).toBe(source);
  });
});

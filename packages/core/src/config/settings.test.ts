import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ConfigError } from "../errors/errors.ts";
import type { Transport } from "../http/messages.ts";
import type { Protocol } from "../protocols/protocol.ts";
import type { ClientConfig } from "./client-config.ts";
import { describeConfig } from "./describe-config.ts";
import { createEnvironment } from "./environment-node.ts";
import { createEnvironment as createWebEnvironment } from "./environment-web.ts";
import { missingRegion, resolveConfig, type ResolvedConfig } from "./settings.ts";

const home = mkdtempSync(join(tmpdir(), "settings-"));
afterAll(() => rmSync(home, { recursive: true }));
const protocol = { name: "json" } as Protocol;
let homes = 0;

interface Given {
  config?: ClientConfig;
  variables?: Record<string, string>;
  /** Keys of the default profile, or a whole config file when it begins with `[`. */
  profile?: string;
  service?: string;
  transport?: Transport;
}

function resolve({
  config = {},
  variables = {},
  profile,
  service = "S3",
  transport,
}: Given): Promise<ResolvedConfig> {
  const own = join(home, String(homes++));
  mkdirSync(join(own, ".aws"), { recursive: true });
  if (profile)
    writeFileSync(join(own, ".aws/config"), profile.startsWith("[") ? profile : `[default]\n${profile}`);
  const environment = createEnvironment({ HOME: own, ...variables });
  return resolveConfig(config, { id: service, protocol }, environment, transport);
}

/** Reads `s3.useArnRegion` too. */
function read(resolved: ResolvedConfig, option: string): unknown {
  return option.split(".").reduce<any>((value, key) => value?.[key], resolved);
}

/** An option, its variable, its key, its default, a text for variable and profile, the value of either, one from code. */
const settings: [option: string, variable: string, key: string, initial: unknown, [string, unknown], [string, unknown], unknown][] = [
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
  ["caBundle", "AWS_CA_BUNDLE", "ca_bundle", undefined, ["/a.pem", "/a.pem"], ["/b.pem", "/b.pem"], "/c.pem"],
  ["endpoint", "AWS_ENDPOINT_URL", "endpoint_url", undefined, ["http://a", "http://a"], ["https://b:1/c", "https://b:1/c"], "http://[::1]:2"],
  ["s3.useArnRegion", "AWS_S3_USE_ARN_REGION", "s3_use_arn_region", undefined, ["true", true], ["false", false], true],
  ["s3.usEast1RegionalEndpoint", "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT", "s3_us_east_1_regional_endpoint", undefined, ["Regional", "regional"], ["legacy", "legacy"], "regional"],
  ["s3.disableMultiregionAccessPoints", "AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS", "s3_disable_multiregion_access_points", undefined, ["true", true], ["false", false], true],
]; // prettier-ignore

describe.each(settings)("%s (%s)", (option, variable, key, initial, fromVariable, fromProfile, fromCode) => {
  const config = (option.startsWith("s3.") ? { s3: { [option.slice(3)]: fromCode } } : { [option]: fromCode }) as ClientConfig; // prettier-ignore

  test.each<[source: string, given: Given, expected: unknown]>([
    ["default", {}, initial],
    ["default, with an empty variable", { variables: { [variable]: "" } }, initial],
    ["profile", { profile: `${key} = ${fromProfile[0]}` }, fromProfile[1]],
    ["variable", { variables: { [variable]: fromVariable[0] } }, fromVariable[1]],
    ["variable before profile", { variables: { [variable]: fromVariable[0] }, profile: `${key} = ${fromProfile[0]}` }, fromVariable[1]],
    ["code before both", { config, variables: { [variable]: fromVariable[0] }, profile: `${key} = ${fromProfile[0]}` }, fromCode],
    ["code before nonsense that nobody needs", { config, variables: { [variable]: option === "caBundle" ? "x" : "\u0000" } }, fromCode],
    ["undefined in code is nothing", { config: { [option]: undefined } as ClientConfig, variables: { [variable]: fromVariable[0] } }, fromVariable[1]],
  ])("%s", async (_, given, expected) => {
    expect(read(await resolve(given), option)).toEqual(expected);
  }); // prettier-ignore

  test("says where it comes from", async () => {
    const described = async (given: Given) => describeConfig(await resolve(given))[option]?.source;
    expect(await described({ variables: { [variable]: fromVariable[0] } })).toContain(variable);
    expect(await described({ profile: `${key} = ${fromProfile[0]}` })).toContain('profile "default"');
    expect(await described({ config })).toBe("code");
    expect((await described({})) ?? "default").toBe("default");
  });
});

describe("values that are refused", () => {
  test.each<[given: Given, message: string]>([
    [{ variables: { AWS_RETRY_MODE: "often" } }, 'AWS_RETRY_MODE is "often"; allowed: standard, adaptive, legacy'],
    [{ profile: "retry_mode = often" }, 'retry_mode in profile "default" is "often"; allowed: standard, adaptive, legacy'],
    [{ variables: { AWS_MAX_ATTEMPTS: "0" } }, 'AWS_MAX_ATTEMPTS is "0"; allowed: an integer from 1'],
    [{ variables: { AWS_MAX_ATTEMPTS: "many" } }, "AWS_MAX_ATTEMPTS"],
    [{ variables: { AWS_MAX_ATTEMPTS: "-1" } }, "AWS_MAX_ATTEMPTS"],
    [{ variables: { AWS_MAX_ATTEMPTS: "2.5" } }, "AWS_MAX_ATTEMPTS"],
    [{ variables: { AWS_USE_FIPS_ENDPOINT: "yes" } }, 'AWS_USE_FIPS_ENDPOINT is "yes"; allowed: true, false'],
    [{ profile: "use_dualstack_endpoint = 1" }, 'use_dualstack_endpoint in profile "default" is "1"; allowed: true, false'],
    [{ variables: { AWS_DEFAULTS_MODE: "fast" } }, "AWS_DEFAULTS_MODE"],
    [{ variables: { AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES: "1048577" } }, "allowed: an integer from 1 to 1048576"],
    [{ variables: { AWS_ACCOUNT_ID_ENDPOINT_MODE: "maybe" } }, "allowed: preferred, disabled, required"],
    [{ variables: { AWS_ENDPOINT_DISCOVERY_ENABLED: "perhaps" } }, "allowed: true, false, auto"],
    [{ profile: "s3 =\n  addressing_style = round" }, 's3.addressing_style in profile "default" is "round"; allowed: auto, virtual, path'],
    [{ variables: { AWS_S3_US_EAST_1_REGIONAL_ENDPOINT: "x" } }, "allowed: legacy, regional"],
    [{ profile: "[profile a]\n[profile b]", config: { profile: "c" } }, 'no profile "c"; profiles are: a, b'],
    [{ variables: { AWS_PROFILE: "nobody" } }, 'no profile "nobody"'],
    [{ profile: "services = gone" }, 'profile "default" names [services gone], which does not exist'],
    [{ config: { region: "us-east-1@evil.com" } }, '"us-east-1@evil.com" is not a region (code)'],
    [{ config: { region: "x@attacker.com:443/#" } }, "is not a region"],
    [{ variables: { AWS_REGION: "us_east" } }, '"us_east" is not a region (AWS_REGION)'],
    [{ config: { region: "us-east-1\n" } }, "is not a region"],
    [{ config: { region: "a.b" } }, "is not a region"],
    [{ config: { region: "-a" } }, "is not a region"],
    [{ config: { region: "a-" } }, "is not a region"],
    [{ config: { region: "123" } }, "is not a region"],
    [{ config: { region: "" } }, "is not a region"],
    [{ config: { region: "a".repeat(64) } }, "is not a region"],
    [{ config: { region: async () => "a/b" } }, "is not a region"],
    [{ config: { endpoint: "ftp://a" } }, "the endpoint must be an http or https URL"],
    [{ config: { endpoint: "localhost:4566" } }, "the endpoint must be"],
    [{ config: { endpoint: "http://a?b" } }, "the endpoint must be"],
    [{ config: { endpoint: "http://a#b" } }, "the endpoint must be"],
    [{ config: { endpoint: "http://a/b\r\nc" } }, "the endpoint must be"],
    [{ config: { endpoint: "" } }, "the endpoint must be"],
    [{ variables: { AWS_ENDPOINT_URL: "http://user:password@host" } }, "(AWS_ENDPOINT_URL)"],
  ])("%j", async (given, message) => {
    const resolving = resolve(given);
    await expect(resolving).rejects.toThrow(ConfigError);
    await expect(resolving).rejects.toThrow(message);
    await expect(resolving).rejects.toThrow(/^(?!.*password)/);
  }); // prettier-ignore
});

describe("resolveConfig", () => {
  test("AWS_REGION comes before AWS_DEFAULT_REGION", async () => {
    const { region } = await resolve({ variables: { AWS_DEFAULT_REGION: "a", AWS_REGION: "b" } });
    expect(region).toBe("b");
  });

  test("the profile is the one in code, AWS_PROFILE, AWS_DEFAULT_PROFILE, default", async () => {
    const profile =
      "[default]\nregion = d\n[profile a]\nregion = a\n[profile b]\nregion = b\n[profile c]\nregion = c";
    const variables = { AWS_DEFAULT_PROFILE: "a", AWS_PROFILE: "b" };
    expect((await resolve({ profile })).region).toBe("d");
    expect((await resolve({ profile, variables: { AWS_DEFAULT_PROFILE: "a" } })).region).toBe("a");
    expect((await resolve({ profile, variables })).region).toBe("b");
    expect(await resolve({ profile, variables, config: { profile: "c" } })).toMatchObject({
      region: "c",
      profile: "c",
    });
  });

  test.each([
    ["fips-us-east-1", "us-east-1"],
    ["us-gov-west-1-fips", "us-gov-west-1"],
  ])("the old pseudo-region %s means %s with FIPS", async (pseudo, region) => {
    const warnings: string[] = [];
    const logger = { warn: (message: string) => void warnings.push(message) };
    expect(await resolve({ config: { region: pseudo, logger } })).toMatchObject({
      region,
      useFipsEndpoint: true,
    });
    expect(warnings).toHaveLength(1);
  });

  test("a region may be a function", async () => {
    expect((await resolve({ config: { region: async () => "eu-west-1" } })).region).toBe("eu-west-1");
  });

  test("the whole s3 block; code wins key by key", async () => {
    const profile =
      "s3 =\n  addressing_style = PATH\n  use_accelerate_endpoint = true\n  use_dualstack_endpoint = true\n" +
      "  payload_signing_enabled = true\n  use_arn_region = true\n  us_east_1_regional_endpoint = regional\n" +
      "  s3_disable_multiregion_access_points = true\n  unknown = x";
    const config: ClientConfig = { s3: { addressingStyle: "virtual" } };
    expect((await resolve({ profile, config })).s3).toEqual({
      addressingStyle: "virtual",
      useAccelerateEndpoint: true,
      useDualstackEndpoint: true,
      payloadSigningEnabled: true,
      useArnRegion: true,
      usEast1RegionalEndpoint: "regional",
      disableMultiregionAccessPoints: true,
    });
    expect((await resolve({ profile, service: "DynamoDB" })).s3).toEqual({});
    expect((await resolve({ profile: "s3 = text" })).s3).toEqual({});
  });

  test("outside of the s3 block wins over it", async () => {
    const profile = "s3_use_arn_region = true\ns3 =\n  use_arn_region = false";
    expect((await resolve({ profile })).s3.useArnRegion).toBe(true);
  });

  test.each<[ClientConfig["defaultsMode"], connect: number | undefined, regional: string | undefined]>([
    ["legacy", undefined, undefined],
    ["standard", 3_100, "regional"],
    ["cross-region", 3_100, "regional"],
    ["in-region", 1_100, "regional"],
    ["mobile", 30_000, "regional"],
  ])("defaults mode %s", async (defaultsMode, connect, usEast1RegionalEndpoint) => {
    const resolved = await resolve({ config: { defaultsMode } as ClientConfig });
    expect(resolved.timeouts.connect).toBe(connect);
    expect(resolved.s3.usEast1RegionalEndpoint).toBe(usEast1RegionalEndpoint);
    const own = await resolve({ config: { defaultsMode, timeouts: { connect: 5 } } as ClientConfig });
    expect(own.timeouts).toEqual({ connect: 5 });
  });

  const silent: Transport = { handle: () => Promise.reject(new Error("no such host")) };
  const instance: Transport = {
    handle: async ({ method }) => ({ status: 200, headers: {}, body: new TextEncoder().encode(method === "PUT" ? "t" : "us-west-2") }), // prettier-ignore
  };
  test.each<
    [region: string | undefined, variables: Record<string, string>, Transport | undefined, mode: string]
  >([
    ["us-west-2", { AWS_EXECUTION_ENV: "x", AWS_REGION: "us-west-2" }, undefined, "in-region"],
    ["us-west-2", { AWS_EXECUTION_ENV: "x", AWS_DEFAULT_REGION: "eu-west-1" }, undefined, "cross-region"],
    ["us-west-2", { AWS_EXECUTION_ENV: "x" }, undefined, "standard"],
    ["us-west-2", {}, undefined, "standard"],
    ["us-west-2", {}, silent, "standard"],
    ["us-west-2", {}, instance, "in-region"],
    ["us-west-1", {}, instance, "cross-region"],
    ["us-west-2", { AWS_EC2_METADATA_DISABLED: "true" }, instance, "standard"],
    [undefined, {}, instance, "standard"],
  ])("defaults mode auto with region %s and %j", async (region, variables, transport, mode) => {
    const config = { defaultsMode: "auto", ...(region && { region }) } as ClientConfig;
    expect((await resolve({ config, variables, ...(transport && { transport }) })).defaultsMode).toBe(mode);
  });

  test("an anonymous client needs no account", async () => {
    const resolved = await resolve({
      config: { credentials: "anonymous", accountIdEndpointMode: "required" },
    });
    expect(resolved).toMatchObject({ anonymous: true, accountIdEndpointMode: "disabled" });
  });

  test("another protocol than the service's", async () => {
    const other = { name: "query" } as Protocol;
    expect((await resolve({})).protocol).toBe(protocol);
    expect((await resolve({ config: { protocol: other } })).protocol).toBe(other);
  });

  test("in a browser there is code and there are defaults", async () => {
    const resolved = await resolveConfig({ region: "a" }, { id: "S3", protocol }, createWebEnvironment());
    expect(resolved).toMatchObject({
      region: "a",
      retryMode: "standard",
      sources: { region: "code" },
    });
    const auto = await resolveConfig(
      { defaultsMode: "auto" },
      { id: "S3", protocol },
      createWebEnvironment(),
    );
    expect(auto.defaultsMode).toBe("standard");
  });

  test("missingRegion says where it looked and what to do", async () => {
    expect(missingRegion(await resolve({})).message).toBe(
      "no region; looked at: the client's region option, AWS_REGION, AWS_DEFAULT_REGION, " +
        'region in profile "default". Set one of them, for example region: "us-east-1"',
    );
    const web = await resolveConfig({}, { id: "S3", protocol }, createWebEnvironment());
    expect(missingRegion(web).message).not.toContain("AWS_REGION");
  });

  test("a description holds no credentials", async () => {
    const credentials = { accessKeyId: "AKIACANARY", secretAccessKey: "secret-canary" };
    const token = () => Promise.resolve({ token: "token-canary" });
    const described = describeConfig(await resolve({ config: { credentials, token, region: "a" } }));
    expect(JSON.stringify(described)).not.toMatch(/canary/i);
    expect(described["region"]).toEqual({ value: "a", source: "code" });
    expect(described["retryMode"]).toEqual({ value: "standard", source: "default" });
    expect(described["protocol"]).toEqual({ value: "json", source: "default" });
  });
});

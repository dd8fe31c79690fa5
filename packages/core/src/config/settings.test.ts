import { describe, expect, test } from "vitest";
import { ConfigError } from "../errors/errors.ts";
import type { Transport } from "../http/messages.ts";
import type { Protocol } from "../protocols/protocol.ts";
import type { ClientConfig } from "./client-config.ts";
import { createEnvironment as createWebEnvironment } from "./environment-web.ts";
import { protocol, resolveGiven as resolve, type Given } from "./resolve-given.fixture.ts";
import { missingRegion, resolveConfig } from "./settings.ts";

describe("values that are refused", () => {
  test.each<[given: Given, message: string]>([
    [{ variables: { AWS_RETRY_MODE: "often" } }, 'AWS_RETRY_MODE is "often"; allowed: standard, adaptive, legacy'],
    [{ profile: "retry_mode = often" }, 'retry_mode in profile "default" of the config file is "often"; allowed: standard, adaptive, legacy'],
    [{ variables: { AWS_MAX_ATTEMPTS: "0" } }, 'AWS_MAX_ATTEMPTS is "0"; allowed: an integer from 1'],
    [{ variables: { AWS_MAX_ATTEMPTS: "many" } }, "AWS_MAX_ATTEMPTS"],
    [{ variables: { AWS_MAX_ATTEMPTS: "-1" } }, "AWS_MAX_ATTEMPTS"],
    [{ variables: { AWS_MAX_ATTEMPTS: "2.5" } }, "AWS_MAX_ATTEMPTS"],
    [{ variables: { AWS_USE_FIPS_ENDPOINT: "yes" } }, 'AWS_USE_FIPS_ENDPOINT is "yes"; allowed: true, false'],
    [{ profile: "use_dualstack_endpoint = 1" }, 'use_dualstack_endpoint in profile "default" of the config file is "1"; allowed: true, false'],
    [{ variables: { AWS_DEFAULTS_MODE: "fast" } }, "AWS_DEFAULTS_MODE"],
    [{ variables: { AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES: "1048577" } }, "allowed: an integer from 1 to 1048576"],
    [{ variables: { AWS_ACCOUNT_ID_ENDPOINT_MODE: "maybe" } }, "allowed: preferred, disabled, required"],
    [{ variables: { AWS_ENDPOINT_DISCOVERY_ENABLED: "perhaps" } }, "allowed: true, false, auto"],
    [{ profile: "s3 =\n  addressing_style = round" }, 'addressing_style of s3 in profile "default" of the config file is "round"; allowed: auto, virtual, path'],
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
});

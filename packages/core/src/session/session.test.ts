import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { Client } from "../client/client.ts";
import type { ClientConfig } from "../config/client-config.ts";
import { createEnvironment } from "../config/environment-node.ts";
import { createEnvironment as createWebEnvironment } from "../config/environment-web.ts";
import { readS3Settings } from "../config/s3-settings.ts";
import { ConfigError } from "../errors/errors.ts";
import type { Transport } from "../http/messages.ts";
import type { Service } from "../pipeline/service.ts";
import type { Protocol } from "../protocols/protocol.ts";
import { describeConfig } from "./describe-config.ts";
import { Session } from "./session.ts";

const home = mkdtempSync(join(tmpdir(), "session-"));
afterAll(() => rmSync(home, { recursive: true }));
const silent: Transport = { handle: () => Promise.reject(new Error("nothing is sent")) };

/** A service as far as its configuration goes. */
class AnyClient extends Client {
  constructor(config: ClientConfig = {}) {
    const protocol = { name: "rest-xml" } as Protocol;
    super(
      { id: "S3", protocol, customizations: [{ settings: readS3Settings }] } as unknown as Service,
      config,
    );
  }
}

/** Variables, config file and credentials file. */
function surroundings(variables: Record<string, string> = {}, config = "", credentials = "") {
  writeFileSync(join(home, "config"), config);
  writeFileSync(join(home, "credentials"), credentials);
  return createEnvironment({
    HOME: home,
    AWS_CONFIG_FILE: join(home, "config"),
    AWS_SHARED_CREDENTIALS_FILE: join(home, "credentials"),
    ...variables,
  });
}

const secrets = {
  accessKeyId: "AKIACANARY",
  secretAccessKey: "canary-secret",
  sessionToken: "canary-token",
};

describe("session.describeConfig", () => {
  test("each value, and where it comes from", async () => {
    const environment = surroundings(
      { AWS_PROFILE: "p", AWS_MAX_ATTEMPTS: "5", AWS_ENDPOINT_URL_S3: "http://localhost:1" },
      "[profile p]\nuse_fips_endpoint = true\ndefaults_mode = standard\ns3 =\n  addressing_style = path",
      "[p]\nregion = eu-west-1",
    );
    const session = new Session({
      environment,
      transport: silent,
      useDualstackEndpoint: true,
      timeouts: { headers: 5, body: undefined } as never,
      s3: { useArnRegion: false },
    });
    expect(await session.describeConfig(AnyClient)).toMatchObject({
      profile: { value: "p", source: "AWS_PROFILE" },
      region: { value: "eu-west-1", source: 'region in profile "p" of the credentials file' },
      endpoint: { value: "http://localhost:1", source: "AWS_ENDPOINT_URL_S3" },
      maxAttempts: { value: 5, source: "AWS_MAX_ATTEMPTS" },
      retryMode: { value: "standard", source: "default" },
      useFipsEndpoint: { value: true, source: 'use_fips_endpoint in profile "p" of the config file' },
      useDualstackEndpoint: { value: true, source: "code" },
      defaultsMode: { value: "standard", source: 'defaults_mode in profile "p" of the config file' },
      protocol: { value: "rest-xml", source: "default" },
      "s3.addressingStyle": {
        value: "path",
        source: 'addressing_style of s3 in profile "p" of the config file',
      },
      "s3.useArnRegion": { value: false, source: "code" },
      "s3.usEast1RegionalEndpoint": { value: "regional", source: "defaultsMode standard" },
      "timeouts.connect": { value: 3_100, source: "defaultsMode standard" },
      "timeouts.headers": { value: 5, source: "code" },
      "timeouts.body": { value: 60_000, source: "default" },
      configFile: { value: join(home, "config"), source: "AWS_CONFIG_FILE" },
      credentialsFile: { value: join(home, "credentials"), source: "AWS_SHARED_CREDENTIALS_FILE" },
      credentials: { value: "***", source: "instance metadata" },
    });
  });

  test("without a class of clients: what is the same for all services", async () => {
    const environment = surroundings({ AWS_ENDPOINT_URL: "http://all", AWS_ENDPOINT_URL_S3: "http://s3" });
    const described = await new Session({ environment, transport: silent, region: "a" }).describeConfig();
    expect(described).toMatchObject({
      region: { value: "a", source: "code" },
      endpoint: { value: "http://all", source: "AWS_ENDPOINT_URL" },
      profile: { value: "default", source: "default" },
    });
    expect(Object.keys(described).filter((name) => /s3|protocol/.test(name))).toEqual([
      "s3DisableExpressSessionAuth",
    ]);
  });

  test("what follows from other settings says from which", async () => {
    const environment = surroundings({ AWS_REGION: "fips-us-east-1" });
    const session = new Session({ environment, transport: silent, credentials: "anonymous" });
    expect(await session.describeConfig()).toMatchObject({
      region: { value: "us-east-1", source: "AWS_REGION" },
      useFipsEndpoint: { value: true, source: "AWS_REGION" },
      accountIdEndpointMode: { value: "disabled", source: "code" },
      credentials: { value: "anonymous", source: "code" },
    });
  });

  test("the shared files' own places", async () => {
    const session = new Session({ environment: createEnvironment({ HOME: home }), transport: silent });
    const { configFile, credentialsFile } = await session.describeConfig();
    expect(configFile).toEqual({ value: "~/.aws/config", source: "default" });
    expect(credentialsFile).toEqual({ value: "~/.aws/credentials", source: "default" });
  });

  test("no secret is shown, wherever it stands", async () => {
    const environment = surroundings(
      { AWS_ACCESS_KEY_ID: "AKIACANARY", AWS_SECRET_ACCESS_KEY: "canary", AWS_BEARER_TOKEN_S3: "canary" },
      "[default]\naws_access_key_id = AKIACANARY\naws_secret_access_key = canary\naws_session_token = canary",
    );
    const token = () => Promise.resolve({ token: "canary" });
    for (const credentials of [secrets, async () => secrets, undefined]) {
      const session = new Session({ environment, transport: silent, token, ...(credentials && { credentials }) });
      const described = await session.describeConfig(AnyClient);
      expect(JSON.stringify(described)).not.toMatch(/canary/i);
      expect(described["credentials"]!.value).toBe("***");
      expect(JSON.stringify(await describeConfig(session.createClient(AnyClient)))).not.toMatch(/canary/i);
    }
  }); // prettier-ignore

  test.each<[variables: Record<string, string>, keys: string, credentials: string, source: string]>([
    [{ AWS_ACCESS_KEY_ID: "a" }, "role_arn = a", "", "AWS_ACCESS_KEY_ID"],
    [{ AWS_WEB_IDENTITY_TOKEN_FILE: "f" }, "role_arn = a", "", "role_arn in config"],
    [{ AWS_WEB_IDENTITY_TOKEN_FILE: "f" }, "sso_account_id = a", "", "AWS_WEB_IDENTITY_TOKEN_FILE"],
    [{}, "role_arn = a\nweb_identity_token_file = f\nsso_account_id = a", "", "web_identity_token_file in config"],
    [{}, "sso_role_name = a", "aws_access_key_id = a", "sso_role_name in config"],
    [{}, "login_session = a\naws_access_key_id = a", "aws_access_key_id = b", "aws_access_key_id in credentials"],
    [{}, "login_session = a\ncredential_process = a", "", "login_session in config"],
    [{}, "credential_process = a\naws_access_key_id = a", "", "credential_process in config"],
    [{ AWS_CONTAINER_CREDENTIALS_FULL_URI: "u" }, "aws_access_key_id = a", "", "aws_access_key_id in config"],
    [{ AWS_CONTAINER_CREDENTIALS_FULL_URI: "u" }, "", "", "AWS_CONTAINER_CREDENTIALS_FULL_URI"],
    [{}, "", "", "instance metadata"],
  ])("credentials with %j, %j and %j: %s", async (variables, keys, credentials, source) => {
    const environment = surroundings(variables, `[default]\n${keys}`, credentials && `[default]\n${credentials}`);
    const described = await new Session({ environment, transport: silent }).describeConfig();
    const place = source.replace(/ in (.+)/, ' in profile "default" of the $1 file');
    expect(described["credentials"]).toEqual({ value: "***", source: place });
  }); // prettier-ignore

  test("a profile named in the code makes variables with credentials not count", async () => {
    const environment = surroundings({ AWS_ACCESS_KEY_ID: "a" }, "[profile p]\ncredential_process = x");
    const session = new Session({ environment, transport: silent, profile: "p" });
    const source = 'credential_process in profile "p" of the config file';
    expect((await session.describeConfig())["credentials"]).toEqual({ value: "***", source });
  });

  test("a value that is not allowed is an error here, too", async () => {
    const environment = surroundings({ AWS_RETRY_MODE: "often" });
    await expect(new Session({ environment, transport: silent }).describeConfig()).rejects.toThrow(
      ConfigError,
    );
  });

  test("in a browser there is code and there are defaults", async () => {
    const client = new AnyClient({ region: "a", environment: createWebEnvironment(), transport: silent });
    const described = await describeConfig(client);
    expect(described["region"]).toEqual({ value: "a", source: "code" });
    expect(described).not.toHaveProperty("configFile");
    expect(described).not.toHaveProperty("profile");
  });
});

describe("session.createClient", () => {
  const settingsOf = async (client: Client) => (await client.context()).settings;
  const keyOf = async (client: Client) => (await (await client.context()).credentials())?.accessKeyId;

  test("what a client is given wins over what the session has", async () => {
    const session = new Session({
      environment: surroundings(),
      transport: silent,
      region: "a",
      maxAttempts: 2,
    });
    const settings = await settingsOf(session.createClient(AnyClient, { region: "b" }));
    expect(settings).toMatchObject({ region: "b", maxAttempts: 2 });
  });

  test("a client with another profile has that profile's credentials, and keeps them to itself", async () => {
    const keys = (key: string): string => `aws_access_key_id = ${key}\naws_secret_access_key = s\n`;
    const environment = surroundings({}, `[default]\n${keys("d")}[profile p]\n${keys("p")}`);
    const session = new Session({ environment, transport: silent });
    expect(await keyOf(session.createClient(AnyClient, { profile: "p" }))).toBe("p");
    expect(await keyOf(session.createClient(AnyClient))).toBe("d");
    expect(await keyOf(session.createClient(AnyClient, { profile: "p" }))).toBe("p");
  });

  test.each<[where: string, variables: Record<string, string>, config: string, given: ClientConfig]>([
    ["a variable", { AWS_CA_BUNDLE: "/nowhere.pem" }, "", {}],
    ["the profile", {}, "[default]\nca_bundle = /nowhere.pem", {}],
    ["the session", { AWS_CA_BUNDLE: "/other.pem" }, "", { caBundle: "/nowhere.pem" }],
  ])("the shared connections trust the certificates that %s names", async (_, variables, config, given) => {
    const session = new Session({ environment: surroundings(variables, config), ...given });
    const { transport, timeouts } = await session.createClient(AnyClient).context();
    const request = { method: "GET", url: "https://127.0.0.1:1", headers: {} };
    await expect(transport.handle(request, { stream: false, timeouts })).rejects.toThrow("/nowhere.pem");
  });

  test("a client with certificates of its own has connections of its own", async () => {
    const session = new Session({ environment: surroundings() });
    const client = session.createClient(AnyClient, { caBundle: "/nowhere.pem" });
    await expect(client.context()).rejects.toThrow("/nowhere.pem");
  });
});

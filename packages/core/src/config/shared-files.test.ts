import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ConfigError } from "../errors/errors.ts";
import { createEnvironment } from "./environment-node.ts";
import { createEnvironment as createWebEnvironment } from "./environment-web.ts";
import type { SharedFiles } from "./environment.ts";
import { textOf } from "./text-of.ts";
import { findProfile, profileName } from "./profile.ts";

const home = mkdtempSync(join(tmpdir(), "shared-files-"));
afterAll(() => rmSync(home, { recursive: true }));
let homes = 0;

/** Files of a home of their own. */
function load(config?: string | Uint8Array, credentials?: string): Promise<SharedFiles> {
  const own = join(home, String(homes++));
  mkdirSync(join(own, ".aws"), { recursive: true });
  if (config !== undefined) writeFileSync(join(own, ".aws/config"), config);
  if (credentials !== undefined) writeFileSync(join(own, ".aws/credentials"), credentials);
  return createEnvironment({ HOME: own }).files();
}

const profiles: [name: string, config: string, credentials: string, expected: Record<string, string>][] = [
  ["none", "", "", {}],
  ["default", "[default]\nregion = a", "", { default: "a" }],
  ["profile default", "[profile default]\nregion = a", "", { default: "a" }],
  ["the later of default and profile default", "[default]\nregion = a\n[profile default]\nregion = b", "", { default: "b" }],
  ["a named one", "[profile dev]\nregion = a", "", { dev: "a" }],
  ["quoted names", "[profile \"my dev\"]\nregion = a\n[profile 'x']\nregion = b", "", { "my dev": "a", x: "b" }],
  ["malformed headers are dropped", '[profile a b]\n[profile "x]\n[profile]\n[profilefoo]\n[profilefoo bar]\n[other]\n', "", {}],
  ["the credentials file needs no prefix", "", "[dev]\nregion = a", { dev: "a" }],
  ["the credentials file wins", "[profile dev]\nregion = a", "[dev]\nregion = b", { dev: "b" }],
  ["keys of both files", "[profile dev]\nregion = a", "[dev]\naws_access_key_id = x", { dev: "a" }],
  ["names of Object.prototype", "[profile __proto__]\nregion = a\n[__proto__ x]\nregion = b\n[constructor y]", "", { ["__proto__"]: "a" }],
]; // prettier-ignore

describe("loadSharedFiles", () => {
  test.each(profiles)("%s", async (_, config, credentials, expected) => {
    const files = await load(config, credentials);
    expect([...files.profiles].map(([name, section]) => [name, textOf(section, "region")])).toEqual(
      Object.entries(expected),
    );
  });

  test("sso-sessions, services, and the credentials file alone", async () => {
    const files = await load("[sso-session s]\nsso_region = r\n[services v]\ns3 =\n  a = b", "[dev]\nk = v");
    expect(textOf(files.ssoSessions.get("s"), "sso_region")).toBe("r");
    expect(files.services.get("v")?.get("s3")).toEqual(new Map([["a", "b"]]));
    expect([...files.credentials.keys()]).toEqual(["dev"]);
  });

  test("no files", async () => {
    expect((await load()).profiles.size).toBe(0);
  });

  test("a file that is not UTF-8", async () => {
    const reading = load(new Uint8Array([0x5b, 0xff, 0x5d]));
    await expect(reading).rejects.toThrow(ConfigError);
    await expect(reading).rejects.toThrow(/\.aws[/\\]config is not UTF-8/);
  });

  test("a file that cannot be read", async () => {
    const reading = createEnvironment({ HOME: home, AWS_CONFIG_FILE: home }).files();
    await expect(reading).rejects.toThrow(ConfigError);
    await expect(reading).rejects.toThrow(`${home} cannot be read (EISDIR)`);
  });

  test("files named by variables, with ~", async () => {
    writeFileSync(join(home, "one"), "[profile a]");
    writeFileSync(join(home, "two"), "[b]");
    const files = await createEnvironment({
      HOME: home,
      AWS_CONFIG_FILE: "~/one",
      AWS_SHARED_CREDENTIALS_FILE: join(home, "two"),
    }).files();
    expect([...files.profiles.keys()]).toEqual(["a", "b"]);
  });

  test("files are read once, again when asked to, and again after a failure", async () => {
    const path = join(home, "changing");
    const environment = createEnvironment({ HOME: home, AWS_CONFIG_FILE: path });
    writeFileSync(path, "[profile a]\nbad");
    await expect(environment.files()).rejects.toThrow(ConfigError);
    writeFileSync(path, "[profile a]");
    expect((await environment.files()).profiles.has("a")).toBe(true);
    writeFileSync(path, "[profile b]");
    expect((await environment.files()).profiles.has("b")).toBe(false);
    expect((await environment.files(true)).profiles.has("b")).toBe(true);
    expect((await environment.files()).profiles.has("b")).toBe(true);
  });

  test("nothing in a browser", async () => {
    const environment = createWebEnvironment();
    expect(environment.env("PATH")).toBeUndefined();
    expect((await environment.files()).profiles.size).toBe(0);
    expect(environment.settings).toBeUndefined();
  });
});

test.each<[given: string | undefined, variables: Record<string, string>, expected: string | undefined]>([
  [undefined, {}, undefined],
  [undefined, { AWS_DEFAULT_PROFILE: "d" }, "d"],
  [undefined, { AWS_PROFILE: "p", AWS_DEFAULT_PROFILE: "d" }, "p"],
  [undefined, { AWS_PROFILE: "", AWS_DEFAULT_PROFILE: "d" }, "d"],
  ["code", { AWS_PROFILE: "p" }, "code"],
])("profileName(%j, %j)", (given, variables, expected) => {
  expect(profileName(createEnvironment(variables).env, given)).toBe(expected);
});

test("a profile asked for by name must exist, default or not; without a name there may be none", async () => {
  const files = await load("[profile a]\n[profile b]");
  expect(() => findProfile(files, "c")).toThrow('no profile "c"; profiles are: a, b');
  expect(() => findProfile(files, "default")).toThrow(ConfigError);
  expect(findProfile(files).section.size).toBe(0);
  expect(findProfile(files, "b").name).toBe("b");
  expect(() => findProfile({ ...files, profiles: new Map() }, "c")).toThrow(
    "the shared files define no profile",
  );
});

const folder = resolve(
  import.meta.dirname,
  "../../../..",
  process.env["INIA_CONFORMANCE"] ?? "../shared/conformance",
  "config/ini-files",
);

describe.skipIf(!existsSync(folder))(`published files of ${folder}`, () => {
  test.each([
    ["aws_bad_profile", ["default", "my profile", "personal1"]],
    ["aws_config", ["default", "personal"]],
    ["aws_config_badbytes", "refused"],
    ["aws_third_config", ["default", "third"]],
    ["boto_config", []],
    ["foo_config", ["default", "foo"]],
  ])("%s", async (file, expected) => {
    const reading = createEnvironment({ HOME: home, AWS_CONFIG_FILE: join(folder, file) }).files();
    const outcome = await reading.then(
      ({ profiles }) => [...profiles.keys()],
      (error: unknown) => error instanceof ConfigError && "refused",
    );
    expect(outcome).toEqual(expected);
  });
});

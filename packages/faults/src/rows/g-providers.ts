import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { row, type Case, type Expectation, type Row } from "../row.ts";
import type { Sdk, TestCredentials } from "../sdk/sdk.ts";
import type { Kit } from "../server/kit.ts";
import { whole } from "../server/replies.ts";
import { accessKey, callWith, startCaller } from "./caller.ts";

/** A program that prints credentials, or something else. */
const program = `
const [, , what] = process.argv;
const keys = { Version: 1, AccessKeyId: "AKIDPROCESS", SecretAccessKey: "secret" };
if (what === "exit") { console.error("it broke"); process.exit(1); }
if (what === "large") process.stdout.write("x".repeat(10_000_000));
if (what === "garbage") console.log("{Version: 1,");
if (what === "version") console.log(JSON.stringify({ ...keys, Version: 2 }));
if (what === "expired") console.log(JSON.stringify({ ...keys, Expiration: "2020-01-01T00:00:00Z" }));
if (what === "sleep") setTimeout(() => console.log(JSON.stringify(keys)), 120_000);
if (what === "right") console.log(JSON.stringify(keys));
`;

function processCase(name: string, what: string, expect: Expectation, more: Partial<Case> = {}): Case {
  return {
    name,
    fast: true,
    run: accessKey,
    async start(kit) {
      const folder = await kit.folder();
      await writeFile(join(folder, "keys.cjs"), program);
      const command = `${process.execPath} ${join(folder, "keys.cjs")} ${what.replaceAll("FOLDER", folder)}`;
      const env = await withFiles(kit, folder, `[default]\ncredential_process = ${command}\n`);
      const { url } = await startCaller(kit);
      const check = (): string | undefined =>
        existsSync(join(folder, "ran")) ? "a shell ran what followed the command" : undefined;
      return { target: { endpoint: url }, expect: { ...expect, check }, env };
    },
    ...more,
  };
}

/** Environment in which the shared config file has a text. */
async function withFiles(_: Kit, folder: string, config: string): Promise<Record<string, string>> {
  const file = join(folder, "config");
  await writeFile(file, config);
  return {
    HOME: folder,
    AWS_CONFIG_FILE: file,
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "no-credentials"),
    AWS_SDK_LOAD_CONFIG: "1",
  };
}

const bad: Expectation = { faults: ["Credentials", "Config"] };

const ssoConfig = `[default]
sso_session = here
sso_account_id = 123456789012
sso_role_name = role
[sso-session here]
sso_start_url = https://here.example/start
sso_region = us-east-1
sso_registration_scopes = sso:account:access
`;

const cacheName = `${createHash("sha1").update("here").digest("hex")}.json`;

function ssoToken(accessToken: string, endsIn: number): string {
  return JSON.stringify({
    startUrl: "https://here.example/start",
    region: "us-east-1",
    accessToken,
    expiresAt: new Date(Date.now() + endsIn).toISOString().replace(/\.\d+Z$/, "Z"),
    clientId: "client",
    clientSecret: "secret",
    registrationExpiresAt: new Date(Date.now() + 90 * 86_400_000).toISOString().replace(/\.\d+Z$/, "Z"),
    refreshToken: "refresh",
  });
}

/** The portal that exchanges tokens for keys, and the service that renews tokens. */
function startSso(kit: Kit): ReturnType<Kit["serve"]> {
  return kit.serve((exchange) => {
    const { path } = exchange.request;
    const renewed = {
      accessToken: "renewed",
      tokenType: "Bearer",
      expiresIn: 3_600,
      refreshToken: "refresh-2",
    };
    if (path.startsWith("/token")) return whole(JSON.stringify(renewed))(exchange);
    const expiration = Date.now() + 3_600_000;
    const roleCredentials = { accessKeyId: "AKIDSSO", secretAccessKey: "s", sessionToken: "t", expiration };
    return whole(JSON.stringify({ roleCredentials }))(exchange);
  });
}

interface SsoCase {
  readonly name: string;
  /** Text of the cached token; absent: there is no file. */
  readonly cached?: () => string;
  readonly mode?: number;
  readonly expect: Expectation;
  readonly run?: Case["run"];
  /** The file must have been written anew, whole and for its owner alone. */
  readonly rewritten?: boolean;
}

function ssoCase({ name, cached, mode = 0o600, expect, run = accessKey, rewritten }: SsoCase): Case {
  return {
    name,
    fast: true,
    run,
    async start(kit) {
      const folder = await kit.folder();
      const cache = join(folder, ".aws/sso/cache");
      await mkdir(cache, { recursive: true });
      if (cached !== undefined) await writeFile(join(cache, cacheName), cached(), { mode });
      const sso = await startSso(kit);
      const { url } = await startCaller(kit);
      const env = {
        ...(await withFiles(kit, folder, ssoConfig)),
        AWS_ENDPOINT_URL_SSO: sso.url,
        AWS_ENDPOINT_URL_SSO_OIDC: sso.url,
      };
      return { target: { endpoint: url, ...(rewritten && { cache }) }, expect, env };
    },
  };
}

/** Two clients renew one token at the same time; the file that they leave is read back. */
async function renewTwice(
  sdk: Sdk,
  { endpoint, cache }: { endpoint: string; cache: string },
): Promise<unknown> {
  const calls = [callWith(sdk, endpoint, "default"), callWith(sdk, endpoint, "default")];
  const keys = await Promise.all(calls.map((call) => call()));
  const file = join(cache, cacheName);
  const { accessToken } = JSON.parse(await readFile(file, "utf8")) as { accessToken: string };
  const { mode } = await stat(file);
  return { keys, accessToken, mode: (mode & 0o777).toString(8), files: (await readdir(cache)).length };
}

const rejectsOnce: Case = {
  name: "two calls",
  fast: true,
  async start(kit) {
    const { url } = await startCaller(kit);
    return { target: { endpoint: url }, expect: { value: ["failed", "AKIDSECOND"] } };
  },
  async run(sdk, { endpoint }: { endpoint: string }) {
    let asked = 0;
    const call = callWith(sdk, endpoint, async () => {
      if (++asked === 1) throw new Error("not yet");
      return { accessKeyId: "AKIDSECOND", secretAccessKey: "s" };
    });
    return [await call().catch(() => "failed"), await call()];
  },
};

/** Moves the clock of this process forward. */
function moveClock(by: number): void {
  const Real = Date;
  const now = Date.now;
  globalThis.Date = class extends Real {
    constructor(...given: any[]) {
      if (given.length === 0) super(now() + by);
      else super(...(given as [number]));
    }
    static override now(): number {
      return now() + by;
    }
  } as DateConstructor;
}

const minute = 60_000;

/** Credentials of an hour, a clock that moves to so many minutes before their end, and a source that fails from then on. */
function failingRefresh(left: number): Case {
  return {
    name: `${left} min left`,
    fast: true,
    async start(kit) {
      const { url } = await startCaller(kit);
      return {
        target: { endpoint: url, left },
        expect: { value: { keys: Array(6).fill("AKIDFIRST"), refreshesAtMostOne: true } },
      };
    },
    async run(sdk, target: { endpoint: string; left: number }) {
      let asked = 0;
      const expiration = new Date(Date.now() + 60 * minute);
      const first: TestCredentials = { accessKeyId: "AKIDFIRST", secretAccessKey: "s", expiration };
      const call = callWith(sdk, target.endpoint, async () => {
        if (++asked > 1) throw new Error("the source is down");
        return first;
      });
      const keys = [await call()];
      moveClock((60 - target.left) * minute);
      for (let n = 0; n < 5; n++) keys.push(await call());
      return { keys, refreshesAtMostOne: asked <= 2 };
    },
  };
}

const coldCalls: Case = {
  name: "100 calls",
  fast: true,
  async start(kit) {
    const { url } = await startCaller(kit);
    return { target: { endpoint: url }, expect: { value: { keys: ["AKIDONE"], asked: 1 } } };
  },
  async run(sdk, { endpoint }: { endpoint: string }) {
    let asked = 0;
    const call = callWith(sdk, endpoint, async () => {
      asked++;
      await new Promise((resolve) => setTimeout(resolve, 50));
      const expiration = new Date(Date.now() + 3_600_000);
      return { accessKeyId: "AKIDONE", secretAccessKey: "s", expiration };
    });
    const keys = await Promise.all(Array.from({ length: 100 }, () => call()));
    return { keys: [...new Set(keys)], asked };
  },
};

const plain = "aws_access_key_id = AKIDFILE\naws_secret_access_key = s\n";

function iniCase(name: string, config: string, expect: Expectation = { value: "AKIDFILE" }): Case {
  return {
    name,
    fast: true,
    run: accessKey,
    async start(kit) {
      const { url } = await startCaller(kit);
      return { target: { endpoint: url }, expect, env: await withFiles(kit, await kit.folder(), config) };
    },
  };
}

const unreadable: Case = {
  ...iniCase("unreadable", "", bad),
  async start(kit) {
    const { url } = await startCaller(kit);
    const folder = await kit.folder();
    // A folder cannot be read as a file, not even by root.
    return { target: { endpoint: url }, expect: bad, env: { AWS_CONFIG_FILE: folder, HOME: folder } };
  },
};

const cycle = `[default]
role_arn = arn:aws:iam::123456789012:role/a
source_profile = b
[profile b]
role_arn = arn:aws:iam::123456789012:role/b
source_profile = default
`;

/** G9–G14: programs, caches and files that give credentials. */
export const credentialProviderRows: readonly Row[] = [
  row("G9", "credential_process", [
    ...["exit", "large", "garbage", "version", "expired"].map((what) => processCase(what, what, bad)),
    processCase("sleeps for 120 s", "sleep", bad, { fast: false, deadline: 75_000 }),
    processCase("; touch", "right ; touch FOLDER/ran", { value: "AKIDPROCESS" }),
  ]),
  row("G10", "SSO token cache", [
    ssoCase({ name: "absent", expect: bad }),
    ssoCase({ name: "truncated", cached: () => ssoToken("token", 3_600_000).slice(0, 60), expect: bad }),
    ssoCase({
      name: "readable by all",
      cached: () => ssoToken("token", 3_600_000),
      mode: 0o644,
      expect: { value: "AKIDSSO" },
    }),
    ssoCase({
      name: "two writers",
      cached: () => ssoToken("old", -60_000),
      run: renewTwice,
      rewritten: true,
      expect: { value: { keys: ["AKIDSSO", "AKIDSSO"], accessToken: "renewed", mode: "600", files: 1 } },
    }),
  ]),
  row("G11", "a source that rejects once", [rejectsOnce]),
  row("G12", "a refresh that fails", [failingRefresh(2), failingRefresh(0), failingRefresh(-10)]),
  row("G13", "100 calls without credentials yet", [coldCalls]),
  row("G14", "config files that are odd", [
    iniCase("byte order mark", `\uFEFF[default]\n${plain}`),
    iniCase("CR LF", `[default]\n${plain}`.replaceAll("\n", "\r\n")),
    iniCase("1 MB line", `[default]\n${plain}x = ${"y".repeat(1_000_000)}\n`),
    iniCase(
      "[constructor]",
      `[constructor]\na = 1\n[__proto__]\naws_access_key_id = EVIL\n[default]\n${plain}`,
    ),
    iniCase("twice", `[default]\naws_access_key_id = OLD\n[default]\n${plain}`),
    iniCase("cycle", cycle, bad),
    unreadable,
  ]),
];

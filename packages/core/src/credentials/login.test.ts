import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createEnvironment } from "../config/environment-node.ts";
import { CredentialsError } from "../errors/errors.ts";
import { ServiceError } from "../errors/service-error.ts";
import type { CredentialsContext } from "./context.ts";
import type { InnerCallOptions } from "./inner-call.ts";
import { fromLogin, proofOfPossession } from "./login.ts";

const home = mkdtempSync(join(tmpdir(), "login-"));
afterAll(() => rmSync(home, { recursive: true }));
let homes = 0;
const now = Date.parse("2025-11-19T00:00:00Z");
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const pem = String(privateKey.export({ type: "pkcs8", format: "pem" }));

interface Case {
  documentation: string;
  configContents: string;
  cacheContents: Record<string, unknown>;
  mockApiCalls?: {
    request: Record<string, unknown>;
    response?: Record<string, unknown>;
    responseCode?: number;
  }[];
  outcomes: ({ result: "credentials" | "error" | "cacheContents" } & Record<string, any>)[];
}

const refusal = (error: string) =>
  new ServiceError({
    service: "Signin",
    operation: "CreateOAuth2Token",
    code: "AccessDeniedException",
    metadata: { status: 400, attempts: 1, headers: {} },
    members: { error },
  });

/** Runs one case in a home of its own; gives the calls, and reads the cache. */
function surround({ configContents, cacheContents, mockApiCalls = [] }: Case, error = "TOKEN_EXPIRED") {
  const own = join(home, String(homes++));
  const cache = join(own, "cache");
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(own, "config"), configContents);
  for (const [file, content] of Object.entries(cacheContents))
    writeFileSync(join(cache, file), JSON.stringify(content));
  const requests: { operation: string; input: unknown; options: InnerCallOptions }[] = [];
  const context: CredentialsContext = {
    environment: createEnvironment({
      HOME: own,
      AWS_CONFIG_FILE: join(own, "config"),
      AWS_LOGIN_CACHE_DIRECTORY: cache,
    }),
    transport: { handle: () => Promise.reject(new Error("no call")) },
    now: () => now,
    innerCall: async (service, operation, input, options) => {
      const mock = mockApiCalls[requests.length];
      requests.push({ operation: `${service} ${operation}`, input, options });
      if (mock?.response) return mock.response;
      throw refusal(error);
    },
  };
  const profile = /\[profile (.*)\]/.exec(configContents)![1]!;
  const read = (file: string) => JSON.parse(readFileSync(join(cache, file), "utf8"));
  return { get: () => fromLogin({ profile })(context), requests, read, cache };
}

const session = "[profile p]\nlogin_session = arn\n";
const cached = {
  accessToken: { accessKeyId: "a", secretAccessKey: "secret-canary", sessionToken: "t", accountId: "1", expiresAt: "2025-11-19T00:05:00Z" },
  refreshToken: "refresh-canary",
  clientId: "c",
  dpopKey: pem,
}; // prettier-ignore
const answer = { tokenOutput: { accessToken: { accessKeyId: "n", secretAccessKey: "s", sessionToken: "t" }, refreshToken: "r2", expiresIn: 900 } }; // prettier-ignore

/** The name of the session's file is a hash: take it from the message that misses it. */
async function nameOf(configContents: string): Promise<string> {
  const { get } = surround({ documentation: "", configContents, cacheContents: {}, outcomes: [] });
  const { message } = (await get().catch((error: unknown) => error)) as Error;
  return /([0-9a-f]{64}\.json)/.exec(message)![1]!;
}

async function withCache(token: unknown, response?: Record<string, unknown>, error?: string) {
  const name = await nameOf(session);
  return {
    name,
    ...surround(
      {
        documentation: "",
        configContents: session,
        cacheContents: { [name]: token },
        mockApiCalls: [{ request: {}, ...(response && { response }) }],
        outcomes: [],
      },
      error,
    ),
  };
}

describe("fromLogin", () => {
  test("more than five minutes left: as it is", async () => {
    const { get, requests } = await withCache({ ...cached, accessToken: { ...cached.accessToken, expiresAt: "2025-11-19T00:05:01Z" } }); // prettier-ignore
    expect(await get()).toMatchObject({
      accessKeyId: "a",
      accountId: "1",
      expiration: new Date("2025-11-19T00:05:01Z"),
    });
    expect(requests).toEqual([]);
  });

  test("five minutes left: renewed, with a proof for the URL that is called", async () => {
    const { get, requests, read, name, cache } = await withCache(cached, answer);
    expect(await get()).toEqual({ accessKeyId: "n", secretAccessKey: "s", sessionToken: "t", accountId: "1", expiration: new Date("2025-11-19T00:15:00Z") }); // prettier-ignore
    const { operation, input, options } = requests[0]!;
    expect(operation).toBe("signin CreateOAuth2Token");
    expect(input).toEqual({
      tokenInput: { clientId: "c", refreshToken: "refresh-canary", grantType: "refresh_token" },
    });
    expect(options).toMatchObject({ region: "us-east-1", credentials: "anonymous" });
    const { dpop } = options.headers!("https://x/v1/token");
    expect(JSON.parse(Buffer.from(dpop!.split(".")[1]!, "base64url").toString())).toMatchObject({
      htm: "POST",
      htu: "https://x/v1/token",
      iat: now / 1_000,
    });
    expect(read(name)).toEqual({ ...cached, refreshToken: "r2", accessToken: { ...answer.tokenOutput.accessToken, accountId: "1", expiresAt: "2025-11-19T00:15:00Z" } }); // prettier-ignore
    expect(statSync(join(cache, name)).mode & 0o777).toBe(0o600);
  });

  test.each<[name: string, token: unknown, response: Record<string, unknown> | undefined, error: string, message: string]>([
    ["refused: expired", cached, undefined, "TOKEN_EXPIRED", 'run "aws login"'],
    ["refused: changed", cached, undefined, "USER_CREDENTIALS_CHANGED", 'run "aws login"'],
    ["refused: permissions", cached, undefined, "INSUFFICIENT_PERMISSIONS", "permissions are missing"],
    ["an empty answer", cached, {}, "", "gave no token"],
    ["no token in the answer", cached, { tokenOutput: { refreshToken: "r" } }, "", "gave no token"],
    ["a key that is none", { ...cached, dpopKey: "key-canary" }, answer, "", "its key cannot be read"],
    ["no session file", undefined, undefined, "", 'run "aws login"'],
    ["half a session", { ...cached, accessToken: { expiresAt: "2026-11-19T00:05:01Z" } }, undefined, "", "the session's file is incomplete"],
    ["an end that is no time", { ...cached, accessToken: { ...cached.accessToken, expiresAt: "x" } }, undefined, "", "is not a time"],
  ])("%s", async (_, token, response, error, message) => {
    const { get, requests } = await withCache(token === undefined ? [] : token, response, error);
    const getting = get().then((credentials) => {
      for (const { options } of requests) options.headers?.("https://x");
      return credentials;
    });
    await expect(getting).rejects.toThrow(message);
    await expect(getting).rejects.toBeInstanceOf(CredentialsError);
    await expect(getting).rejects.toThrow(/^(?!.*canary)/s);
  }); // prettier-ignore
});

test("a proof is a JWT that the key's public half verifies", () => {
  const [header, claims, signature] = proofOfPossession(pem, "https://a/b", now).split(".") as [
    string,
    string,
    string,
  ];
  const { typ, alg, jwk } = JSON.parse(Buffer.from(header, "base64url").toString());
  expect([typ, alg, Object.keys(jwk)]).toEqual(["dpop+jwt", "ES256", ["kty", "x", "y", "crv"]]);
  const key = createPublicKey({ key: jwk, format: "jwk" });
  const bytes = Buffer.from(signature, "base64url");
  expect(bytes).toHaveLength(64);
  expect(
    verify("sha256", Buffer.from(`${header}.${claims}`), { key, dsaEncoding: "ieee-p1363" }, bytes),
  ).toBe(true);
});

function mapValues<T, R>(object: Record<string, T>, to: (value: T, key: string) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, to(value, key)]));
}

const vectors = resolve(import.meta.dirname, "../../../..", process.env["INIA_CONFORMANCE"] ?? "../shared/conformance", "credentials/login-provider-test-cases.json"); // prettier-ignore
const cases: Case[] = existsSync(vectors) ? JSON.parse(readFileSync(vectors, "utf8")) : [];

describe.skipIf(!cases.length)(`published cases of ${vectors}`, () => {
  test.each(cases.map((row) => [row.documentation, row] as const))("%s", async (_, row) => {
    const { get, requests, read } = surround(row);
    const outcome = async ({ result, ...expected }: Case["outcomes"][number]): Promise<unknown> => {
      if (result === "cacheContents")
        return { result, ...mapValues(expected, (_content, name) => read(name)) };
      try {
        const { expiration, ...credentials } = await get();
        return {
          result: "credentials",
          ...credentials,
          expiresAt: expiration!.toISOString().replace(".000Z", "Z"),
        };
      } catch (error) {
        return { result: error instanceof CredentialsError ? "error" : error };
      }
    };
    for (const expected of row.outcomes) expect(await outcome(expected)).toEqual(expected);
    expect(requests.map(({ input }) => input)).toEqual(
      (row.mockApiCalls ?? []).map(({ request }) => request),
    );
  });
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createEnvironment } from "../config/environment-node.ts";
import { openInstanceMetadata } from "../config/instance-metadata.ts";
import { ConfigError, CredentialsError, TimeoutError } from "../errors/errors.ts";
import type { HttpRequest, Transport, TransportOptions } from "../http/messages.ts";
import type { CredentialsContext } from "./context.ts";
import { defaultChain } from "./default-chain.ts";
import { fromInstanceMetadata } from "./instance-metadata.ts";

const home = mkdtempSync(join(tmpdir(), "imds-"));
afterAll(() => rmSync(home, { recursive: true }));
const time = Date.parse("2030-01-01T00:00:00Z");
const end = "2030-01-01T06:00:00Z";
const good = { Code: "Success", AccessKeyId: "a", SecretAccessKey: "s", Token: "t", Expiration: end };
const list = "/latest/meta-data/iam/security-credentials/";

type Answer = [status: number, body: unknown] | Error;

/** An instance metadata service: answers by path, each the next of its list, the last one for ever. */
function instance(
  answers: Record<string, Answer | Answer[]> = {},
  variables: Record<string, string> = {},
  clock = () => time,
) {
  const requests: (HttpRequest & { options: TransportOptions })[] = [];
  const counts: Record<string, number> = {};
  const all: Record<string, Answer | Answer[]> = { "/latest/api/token": [200, "TOKEN"], [list]: [200, "role"], [`${list}role`]: [200, good], ...answers }; // prettier-ignore
  const transport: Transport = {
    handle: async (request, options) => {
      requests.push({ ...request, options });
      const path = request.url.replace(/^http:\/\/[^/]+/, "");
      const of = all[path];
      const lists = Array.isArray(of) && (Array.isArray(of[0]) || of[0] instanceof Error);
      const queue = (lists ? of : [of]) as (Answer | undefined)[];
      const answer = queue[Math.min((counts[path] = (counts[path] ?? 0) + 1), queue.length) - 1] ?? [404, ""];
      if (answer instanceof Error) throw answer;
      const text = typeof answer[1] === "string" ? answer[1] : JSON.stringify(answer[1]);
      return { status: answer[0], headers: {}, body: new TextEncoder().encode(text) };
    },
  };
  const context: CredentialsContext = {
    environment: createEnvironment({ HOME: home, ...variables }),
    transport,
    innerCall: () => Promise.reject(new Error("no call")),
    now: clock,
  };
  return { context, requests, sent: () => requests.map(({ method, url }) => `${method} ${url.slice(22)}`) };
}

const silence = new TimeoutError({ what: "silence", phase: "connect", limitMs: 1_000 });

describe("fromInstanceMetadata", () => {
  test("credentials, and the three requests they take", async () => {
    const { context, requests } = instance();
    expect(await fromInstanceMetadata()(context)).toEqual({ accessKeyId: "a", secretAccessKey: "s", sessionToken: "t", expiration: new Date(end) }); // prettier-ignore
    expect(requests.map(({ method, url, headers }) => [method, url, headers])).toEqual([
      ["PUT", "http://169.254.169.254/latest/api/token", { "x-aws-ec2-metadata-token-ttl-seconds": "21600" }],
      ["GET", `http://169.254.169.254${list}`, { "x-aws-ec2-metadata-token": "TOKEN" }],
      ["GET", `http://169.254.169.254${list}role`, { "x-aws-ec2-metadata-token": "TOKEN" }],
    ]);
    expect(requests[0]!.options).toMatchObject({
      maxBodyBytes: 65_536,
      timeouts: { connect: 1_000, headers: 1_000 },
    });
  });

  test("the token serves until 120 s before its end", async () => {
    let now = time;
    const { context, sent } = instance(
      {
        "/latest/api/token": [
          [200, "1"],
          [200, "2"],
        ],
      },
      {},
      () => now,
    );
    const provider = fromInstanceMetadata();
    const tokens = async (at: number) => {
      now = at;
      await provider(context);
      return sent().filter((line) => line.startsWith("PUT")).length;
    };
    expect(await tokens(time)).toBe(1);
    expect(await tokens(time + (21_600 - 121) * 1_000)).toBe(1);
    expect(await tokens(time + (21_600 - 120) * 1_000)).toBe(2);
  });

  test.each<[name: string, answers: Record<string, Answer | Answer[]>, requests: string, key: string]>([
    ["a token refused with 401 is fetched anew", { [list]: [[401, ""], [200, "role"]] }, "PUT GET PUT GET GET", "a"],
    ["5xx twice", { [list]: [[500, ""], [503, ""], [200, "role"]] }, "PUT GET GET GET GET", "a"],
    ["the token 500 twice", { "/latest/api/token": [[500, ""], [500, ""], [200, "T"]] }, "PUT PUT PUT GET GET", "a"],
    ["a role with every allowed character", { [list]: [200, "a+=,.@-_Z9\n"], [`${list}a+=,.@-_Z9`]: [200, good] }, "PUT GET GET", "a"],
    ["no Code", { [`${list}role`]: [200, { ...good, Code: undefined }] }, "PUT GET GET", "a"],
  ])("%s", async (_, answers, expected, key) => {
    const { context, requests } = instance(answers);
    expect((await fromInstanceMetadata()(context)).accessKeyId).toBe(key);
    expect(requests.map(({ method }) => method).join(" ")).toBe(expected);
  }); // prettier-ignore

  test.each<[name: string, answers: Record<string, Answer | Answer[]>, message: RegExp, requests: number]>([
    ["token 400", { "/latest/api/token": [400, ""] }, /refuses .*HTTP 400/, 1],
    ["token 403", { "/latest/api/token": [403, ""] }, /HTTP 403/, 1],
    ["token 404", { "/latest/api/token": [404, ""] }, /HTTP 404/, 1],
    ["token 405", { "/latest/api/token": [405, ""] }, /HTTP 405/, 1],
    ["token 500", { "/latest/api/token": [500, ""] }, /HTTP 500/, 3],
    ["token never", { "/latest/api/token": silence }, /cannot be reached/, 1],
    ["a token of two lines", { "/latest/api/token": [200, "a\r\nb"] }, /HTTP 500/, 3],
    ["an empty token", { "/latest/api/token": [200, ""] }, /HTTP 500/, 3],
    ["401 always", { [list]: [401, ""] }, /HTTP 401/, 6],
    ["no role", { [list]: [404, ""] }, /HTTP 404/, 2],
    ["an empty role", { [list]: [200, ""] }, /no valid role/, 2],
    ["role ../x", { [list]: [200, "../x"] }, /no valid role/, 2],
    ["role ..", { [list]: [200, ".."] }, /no valid role/, 2],
    ["role of two lines", { [list]: [200, "a\r\nb"] }, /no valid role/, 2],
    ["role too long", { [list]: [200, "a".repeat(65)] }, /no valid role/, 2],
    ["a redirect", { [list]: [302, ""] }, /HTTP 302/, 2],
    ["silence later", { [list]: silence }, /cannot be reached/, 2],
    ["an error document", { [`${list}role`]: [200, { Code: "AssumeRoleUnauthorizedAccess", Message: "canary" }] }, /^(?!.*canary).*no credentials for the role/, 3],
    ["no JSON", { [`${list}role`]: [200, "<canary>"] }, /^(?!.*canary).*no AccessKeyId/, 3],
    ["half of them", { [`${list}role`]: [200, { ...good, Token: "" }] }, /no Token/, 3],
    ["no end", { [`${list}role`]: [200, { ...good, Expiration: null }] }, /no Expiration/, 3],
    ["an end that is no time", { [`${list}role`]: [200, { ...good, Expiration: "soon" }] }, /not a time/, 3],
  ])("%s", async (_, answers, message, expected) => {
    const { context, requests } = instance(answers);
    const getting = fromInstanceMetadata()(context);
    await expect(getting).rejects.toThrow(message);
    await expect(getting).rejects.toBeInstanceOf(CredentialsError);
    expect(requests).toHaveLength(expected);
    // Version 1, a request without a token, is never tried.
    const bare = requests.filter(({ method, headers }) => method === "GET" && !headers["x-aws-ec2-metadata-token"]);
    expect(bare).toEqual([]);
  }); // prettier-ignore

  test("switched off: nothing is sent", async () => {
    const { context, requests } = instance({}, { AWS_EC2_METADATA_DISABLED: "TRUE" });
    await expect(fromInstanceMetadata()(context)).rejects.toThrow("AWS_EC2_METADATA_DISABLED is true");
    await expect(defaultChain()(context)).rejects.toThrow(
      "instance metadata (AWS_EC2_METADATA_DISABLED is true)",
    );
    expect(requests).toEqual([]);
  });

  test("the last step of the chain: failures are a reason", async () => {
    const { context } = instance({ [list]: [404, ""] });
    await expect(defaultChain()(context)).rejects.toThrow(
      /instance metadata \(.* refuses \S+ \(HTTP 404\)\)/,
    );
    expect((await defaultChain()(instance().context)).accessKeyId).toBe("a");
  });

  test("expired credentials are used, and looked at again in 5 to 10 minutes", async () => {
    const warnings: string[] = [];
    const { context } = instance({ [`${list}role`]: [200, { ...good, Expiration: "2029-12-31T00:00:00Z" }] });
    const logger = { warn: (message: string) => void warnings.push(message) };
    const { accessKeyId, expiration } = await fromInstanceMetadata()({ ...context, logger });
    expect(accessKeyId).toBe("a");
    const renewal = (expiration!.getTime() - time) / 60_000 - 5; // the cache renews 5 minutes before the end
    expect(renewal).toBeGreaterThanOrEqual(5);
    expect(renewal).toBeLessThanOrEqual(10);
    expect(warnings).toHaveLength(1);
  });
});

describe("settings", () => {
  const config = join(home, "config");
  test.each<[variables: Record<string, string>, profile: string, base: string]>([
    [{}, "", "http://169.254.169.254"],
    [{ AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: "IPv6" }, "", "http://[fd00:ec2::254]"],
    [{ AWS_IMDS_USE_IPV6: "true" }, "", "http://[fd00:ec2::254]"],
    [{ AWS_IMDS_USE_IPV6: "true", AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: "ipv4" }, "", "http://169.254.169.254"],
    [{}, "ec2_metadata_service_endpoint_mode = ipv6", "http://[fd00:ec2::254]"],
    [{ AWS_EC2_METADATA_SERVICE_ENDPOINT: "http://127.0.0.1:1338/" }, "ec2_metadata_service_endpoint_mode = ipv6", "http://127.0.0.1:1338"],
    [{}, "ec2_metadata_service_endpoint = http://127.0.0.1:1338/base", "http://127.0.0.1:1338/base"],
  ])("%j %j", async (variables, profile, base) => {
    writeFileSync(config, `[default]\n${profile}\n`);
    const { context, requests } = instance({}, { ...variables, AWS_CONFIG_FILE: config });
    await fromInstanceMetadata()(context).catch(() => undefined);
    expect(requests[0]!.url).toBe(`${base}/latest/api/token`);
  }); // prettier-ignore

  test("time limit and attempts", async () => {
    const variables = { AWS_METADATA_SERVICE_TIMEOUT: "5", AWS_METADATA_SERVICE_NUM_ATTEMPTS: "1" };
    const { context, requests } = instance({ [list]: [500, ""] }, variables);
    await expect(fromInstanceMetadata()(context)).rejects.toThrow("HTTP 500");
    expect(requests).toHaveLength(2);
    expect(requests[0]!.options.timeouts).toMatchObject({ connect: 5_000, headers: 5_000 });
  });

  test.each([
    [{ AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: "ipv5" }, 'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE is "ipv5"; allowed: ipv4, ipv6'],
    [{ AWS_METADATA_SERVICE_TIMEOUT: "long" }, "AWS_METADATA_SERVICE_TIMEOUT"],
    [{ AWS_METADATA_SERVICE_NUM_ATTEMPTS: "0" }, "AWS_METADATA_SERVICE_NUM_ATTEMPTS"],
    [{ AWS_IMDS_USE_IPV6: "maybe" }, "AWS_IMDS_USE_IPV6"],
  ])("not %j", async (variables, message) => {
    const opening = openInstanceMetadata(instance({}, variables).context);
    await expect(opening).rejects.toThrow(message);
    await expect(opening).rejects.toBeInstanceOf(ConfigError);
  }); // prettier-ignore
});

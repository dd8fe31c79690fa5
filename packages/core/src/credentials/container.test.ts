import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { createEnvironment } from "../config/environment-node.ts";
import { ConfigError, CredentialsError, TimeoutError } from "../errors/errors.ts";
import type { HttpRequest, Transport, TransportOptions } from "../http/messages.ts";
import { containerCredentials, fromContainer } from "./container.ts";
import type { Credentials } from "../identity/identity.ts";
import type { CredentialsContext } from "./context.ts";

const home = mkdtempSync(join(tmpdir(), "container-"));
afterAll(() => rmSync(home, { recursive: true }));
let server: Server | undefined;
afterEach(() => server?.close());

/** A transport as plain as can be, over a real socket. */
const plain: Transport = {
  handle: ({ method, url, headers }, { timeouts }) =>
    new Promise((resolve, reject) => {
      const sent = request(
        url,
        { method, headers, agent: false, timeout: timeouts.headers },
        async (response) => {
          const chunks: Buffer[] = [];
          for await (const chunk of response) chunks.push(chunk as Buffer);
          resolve({ status: response.statusCode!, headers: {}, body: Buffer.concat(chunks) });
        },
      );
      sent.on("timeout", () =>
        sent.destroy(new TimeoutError({ what: "silence", phase: "headers", limitMs: 1 })),
      );
      sent.on("error", reject).end();
    }),
};

async function listen(answer: (request: IncomingMessage, response: ServerResponse, count: number) => void) {
  const heads: { url: string; headers: IncomingMessage["headers"] }[] = [];
  server = createServer((message, response) => {
    heads.push({ url: message.url!, headers: message.headers });
    answer(message, response, heads.length);
  });
  await new Promise<void>((done) => server!.listen(0, "127.0.0.1", done));
  return { heads, port: (server.address() as AddressInfo).port };
}

const good = JSON.stringify({ AccessKeyId: "a", SecretAccessKey: "s", Token: "t", Expiration: "2030-01-01T00:00:00Z", AccountId: "1", RoleArn: "x" }); // prettier-ignore
const context = (variables: Record<string, string>, transport = plain): CredentialsContext => ({
  environment: createEnvironment({ HOME: home, ...variables }),
  transport,
  innerCall: () => Promise.reject(new Error("no call")),
});
const FULL = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
const RELATIVE = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";

describe("a loopback endpoint", () => {
  test("credentials, and what the request looks like", async () => {
    const { heads, port } = await listen((_, response) => response.end(good));
    const variables = {
      [FULL]: `http://127.0.0.1:${port}/role?x=1`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: "Basic abc",
    };
    expect(await fromContainer()(context(variables))).toEqual({
      accessKeyId: "a",
      secretAccessKey: "s",
      sessionToken: "t",
      expiration: new Date("2030-01-01T00:00:00Z"),
      accountId: "1",
    });
    expect(heads).toMatchObject([{ url: "/role?x=1", headers: { accept: "application/json", authorization: "Basic abc" } }]); // prettier-ignore
  });

  test("a token file wins, and is read each time", async () => {
    const { heads, port } = await listen((_, response) => response.end(good));
    const file = join(home, "token");
    const variables = {
      [FULL]: `http://127.0.0.1:${port}/`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: "no",
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file,
    };
    for (const token of ["one", "two"]) {
      writeFileSync(file, token);
      await fromContainer()(context(variables));
    }
    expect(heads.map(({ headers }) => headers.authorization)).toEqual(["one", "two"]);
  });

  test("a host name: the request goes to the address that was checked, under its name", async () => {
    const { heads, port } = await listen((_, response) => response.end(good));
    const resolve = async () => ["127.0.0.1", "::1"];
    await containerCredentials(context({ [FULL]: `http://agent.local:${port}/a` }), { resolve });
    expect(heads[0]).toMatchObject({ url: "/a", headers: { host: `agent.local:${port}` } });
    await fromContainer()(context({ [FULL]: `http://localhost:${port}/b` })).catch(() => undefined);
  });

  test.each<[name: string, answers: [status: number, body: string][], attempts: number, outcome: "ok" | RegExp]>([
    ["500 twice, then good", [[500, ""], [500, ""], [200, good]], 3, "ok"],
    ["429, then good", [[429, ""], [200, good]], 2, "ok"],
    ["no JSON, then good", [[200, "<html>"], [200, good]], 2, "ok"],
    ["500 always", [[500, ""], [503, ""], [500, ""]], 3, /gives no credentials \(HTTP 500\)/],
    ["403", [[403, '{"message":"canary"}']], 1, /^(?!.*canary).*HTTP 403/],
    ["a redirect", [[302, ""]], 1, /HTTP 302/],
    ["JSON of something else", [[200, "{}"]], 1, /no AccessKeyId, SecretAccessKey, Token, Expiration/],
    ["JSON of an error", [[200, '{"code":"x","message":"canary"}']], 1, /^(?!.*canary)/],
    ["an end that is no time", [[200, good.replace("2030-01-01T00:00:00Z", "x")]], 1, /Expiration is not a time/],
    ["no token", [[200, good.replace('"t"', '""')]], 1, /no Token in the answer/],
    ["a list", [[200, "[]"]], 1, /no AccessKeyId/],
    ["null three times", [[200, "null"], [200, "null"], [200, "null"]], 3, /gives no credentials/],
  ])("%s", async (_, answers, attempts, outcome) => {
    const { heads, port } = await listen((_request, response, count) => {
      const [status, body] = answers[count - 1]!;
      response.writeHead(status, { location: "http://127.0.0.1:1/" }).end(body);
    });
    const waits: number[] = [];
    const wait = async (ms: number) => void waits.push(ms);
    const getting = containerCredentials(context({ [FULL]: `http://127.0.0.1:${port}/` }), { wait }) as Promise<Credentials>;
    const said = await getting.then(
      ({ accessKeyId }) => (accessKeyId === "a" ? "ok" : "another key"),
      (error: unknown) => (error instanceof CredentialsError ? error.message : "another error"),
    );
    expect(said).toMatch(outcome);
    expect(heads).toHaveLength(attempts);
    expect(waits).toEqual(Array.from({ length: attempts - 1 }, () => 1_000));
  }); // prettier-ignore

  test("no connection: three attempts, and the cause is kept", async () => {
    let attempts = 0;
    const handle = () => Promise.reject(new Error(`refused ${++attempts}`));
    const getting = containerCredentials(context({ [RELATIVE]: "/x" }, { handle }), {
      wait: async () => undefined,
    });
    await expect(getting).rejects.toMatchObject({ retryable: true, cause: { message: "refused 3" } });
  });

  test("the limits: 1 s to connect, 2 s to read, 64 KiB", async () => {
    const seen: [HttpRequest, TransportOptions][] = [];
    const body = (async function* () {
      for (let i = 0; i < 100; i++) yield new TextEncoder().encode("x".repeat(10_000));
    })();
    const handle: Transport["handle"] = async (...given) => {
      seen.push(given);
      return { status: 404, headers: {}, body };
    };
    await expect(containerCredentials(context({ [RELATIVE]: "/v2/x" }, { handle }))).rejects.toThrow(
      "HTTP 404",
    );
    expect(seen[0]![0]).toMatchObject({ method: "GET", url: "http://169.254.170.2/v2/x" });
    expect(seen[0]![1]).toMatchObject({ stream: false, maxBodyBytes: 65_536, timeouts: { connect: 1_000, headers: 2_000, body: 2_000 } }); // prettier-ignore
    expect((await body.next()).done).toBe(true);
  });
});

describe("where requests may go", () => {
  const sent = async (variables: Record<string, string>, addresses: string[] = []) => {
    const urls: string[] = [];
    const handle: Transport["handle"] = async ({ url }) => {
      urls.push(url);
      return { status: 200, headers: {}, body: new TextEncoder().encode(good) };
    };
    await containerCredentials(context(variables, { handle }), { resolve: async () => addresses });
    return urls[0];
  };

  test.each<[uri: string, addresses?: string[], url?: string]>([
    ["https://anything.example/x"],
    ["HTTPS://10.0.0.1/x"],
    ["http://127.0.0.1/x"],
    ["http://127.1.2.3:8080/x?y=z"],
    ["http://127.0.0.1"],
    ["http://[::1]/x"],
    ["http://[0:0:0:0:0:0:0:1]:80/x"],
    ["http://169.254.170.2/x"],
    ["http://169.254.170.23/x"],
    ["http://[fd00:ec2::23]/x"],
    ["http://localhost/x", ["127.0.0.1", "::1"], "http://127.0.0.1/x"],
    ["http://localhost:81/x", ["::1"], "http://[::1]:81/x"],
  ])("%s", async (uri, addresses, url = uri) => {
    expect(await sent({ [FULL]: uri }, addresses)).toBe(url);
  });

  test.each<[uri: string, addresses?: string[]]>([
    ["http://169.254.169.254/"],
    ["http://evil/", ["1.2.3.4"]],
    ["http://evil/", ["127.0.0.1", "1.2.3.4"]],
    ["http://evil/", []],
    ["http://127.0.0.1x/", ["9.9.9.9"]],
    ["http://localhost.evil/", ["9.9.9.9"]],
    ["http://2130706433@evil/"],
    ["http://user:password@127.0.0.1/"],
    ["https://user@host/"],
    ["http://[::ffff:169.254.169.254]/"],
    ["http://[::ffff:127.0.0.1]/"],
    ["http://[::2]/"],
    ["http://[fd00:ec2::254]/"],
    ["http://169.254.170.3/"],
    ["http://169.254.170.230/"],
    ["http://128.0.0.1/"],
    ["http://mapped/", ["::ffff:127.0.0.1"]],
    ["ftp://127.0.0.1/"],
    ["file:///etc/passwd"],
    ["127.0.0.1/x"],
    ["http://127.0.0.1/ x"],
    ["http://127.0.0.1/\r\nhost: x"],
    ["http://127.0.0.1\\@evil/"],
    ["http://127.0.0.1#@evil/"],
  ])("not %j", async (uri, addresses) => {
    await expect(sent({ [FULL]: uri }, addresses)).rejects.toBeInstanceOf(ConfigError);
  });

  test.each(["/get", "/v2/credentials/x?y=z"])("the path %s", async (path) => {
    expect(await sent({ [RELATIVE]: path, [FULL]: "http://evil/" })).toBe(`http://169.254.170.2${path}`);
  });

  test.each(["get", "//evil/x", "/\\evil", "/", "@evil/", ".evil/", "/a b", "/a\r\nb"])(
    "not the path %j",
    async (path) => {
      await expect(sent({ [RELATIVE]: path })).rejects.toBeInstanceOf(ConfigError);
    },
  );

  test("a host without an address", async () => {
    const getting = containerCredentials(context({ [FULL]: "http://no-such-host.invalid/" }));
    await expect(getting).rejects.toThrow("no-such-host.invalid has no address");
  });

  test.each(["a\nb", "a\r", "a\n", "\u0000", "é"])("not the token %j", async (token) => {
    const file = join(home, "bad-token");
    writeFileSync(file, token);
    const message = /does not hold a token of one line/;
    await expect(sent({ [RELATIVE]: "/x", AWS_CONTAINER_AUTHORIZATION_TOKEN: token })).rejects.toThrow(
      message,
    );
    await expect(sent({ [RELATIVE]: "/x", AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file })).rejects.toThrow(
      message,
    );
  });

  test("a token file that is not there", async () => {
    const getting = sent({ [RELATIVE]: "/x", AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "/gone" });
    await expect(getting).rejects.toThrow("/gone cannot be read");
  });
});

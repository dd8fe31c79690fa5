import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createEnvironment } from "../config/environment-node.ts";
import { CredentialsError } from "../errors/errors.ts";
import { createNodeTransport } from "../http/node-transport.ts";
import { containerCredentials } from "./container.ts";
import type { CredentialsContext } from "./context.ts";
import { defaultChain } from "./default-chain.ts";
import { fromInstanceMetadata } from "./instance-metadata.ts";

const servers: Server[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A server on the loopback; `seen` are the requests it got. */
async function listen(answer: RequestListener) {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function surround(variables: Record<string, string>): CredentialsContext {
  return {
    environment: createEnvironment({ HOME: "/nowhere", ...variables }),
    transport: createNodeTransport(),
    innerCall: () => Promise.reject(new Error("no call")),
  };
}

const good = JSON.stringify({ AccessKeyId: "a", SecretAccessKey: "s", Token: "t", Expiration: "2999-01-01T00:00:00Z" }); // prettier-ignore
const wait = async (): Promise<void> => undefined;

describe("requests to metadata services", () => {
  test("take no proxy, whatever the environment says", async () => {
    const proxy = await listen((_, response) => response.writeHead(502).end());
    for (const name of ["http_proxy", "HTTP_PROXY", "all_proxy"]) vi.stubEnv(name, proxy.url);
    for (const name of ["no_proxy", "NO_PROXY"]) vi.stubEnv(name, "");
    const { url, seen } = await listen((_, response) => response.end(good));
    const context = surround({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: url,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: "t",
      AWS_EC2_METADATA_SERVICE_ENDPOINT: url,
    });
    expect(await containerCredentials(context)).toMatchObject({ accessKeyId: "a" });
    await expect(fromInstanceMetadata()(context)).rejects.toThrow("names no valid role"); // it gets the same JSON
    expect(seen.map((request) => request.url)).toEqual([
      "/",
      "/latest/api/token",
      "/latest/meta-data/iam/security-credentials/",
    ]);
    expect(proxy.seen).toEqual([]);
  });

  test("read 64 KiB and no more", async () => {
    const { url, seen } = await listen((_, response) => response.end(" ".repeat(70_000) + good));
    const getting = containerCredentials(surround({ AWS_CONTAINER_CREDENTIALS_FULL_URI: url }), { wait });
    await expect(getting).rejects.toThrow("gives no credentials");
    expect(seen).toHaveLength(3);
  });

  test("follow no redirect", async () => {
    const other = await listen((_, response) => response.end(good));
    const { url } = await listen((_, response) => response.writeHead(307, { location: other.url }).end());
    const getting = containerCredentials(surround({ AWS_CONTAINER_CREDENTIALS_FULL_URI: url }), { wait });
    await expect(getting).rejects.toThrow("HTTP 307");
    expect(other.seen).toEqual([]);
  });

  test("a container that never answers, or not to the end: 2 s, three times", async () => {
    const mute = await listen(() => undefined);
    const endless = await listen((_, response) => void response.write("{"));
    const start = performance.now();
    await Promise.all(
      [mute, endless].map(async ({ url, seen }) => {
        const getting = containerCredentials(surround({ AWS_CONTAINER_CREDENTIALS_FULL_URI: url }), { wait });
        await expect(getting).rejects.toBeInstanceOf(CredentialsError);
        expect(seen).toHaveLength(3);
      }),
    );
    expect(performance.now() - start).toBeLessThan(7_500);
  });

  test("the whole chain, where nothing answers: less than 2.5 s", async () => {
    const { url, seen } = await listen(() => undefined);
    const start = performance.now();
    const finding = defaultChain()(surround({ AWS_EC2_METADATA_SERVICE_ENDPOINT: url }));
    await expect(finding).rejects.toThrow(
      "instance metadata (the instance metadata service cannot be reached)",
    );
    expect(performance.now() - start).toBeLessThan(2_500);
    expect(seen).toHaveLength(1);
  });
});

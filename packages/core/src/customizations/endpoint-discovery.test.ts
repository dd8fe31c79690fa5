import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Client, ConfigError, TransportError, type ClientConfig, type HttpRequest } from "../index.ts";
import { recordingClient, type Answer } from "../pipeline/recording-client.fixture.ts";
import { awsJson, endpointDiscovery, standardEndpoint, type Operation, type Service } from "../service.ts";

const input = { structure: {} };
const Write: Operation<"Ledger", {}, {}> = { name: "Write", input, endpointDiscovery: "required" };
const Read: Operation<"Ledger", {}, {}> = { name: "Read", input, endpointDiscovery: "optional" };
const Tag: Operation<"Ledger", {}, {}> = { name: "Tag", input };

const service: Service<"Ledger"> = {
  id: "Ledger",
  apiVersion: "2018-11-01",
  endpointPrefix: "ledger",
  signingName: "ledger",
  targetPrefix: "Ledger_20181101",
  protocol: awsJson,
  endpoint: standardEndpoint("ledger"),
  customizations: [endpointDiscovery],
};

const asks = ({ headers }: HttpRequest): boolean => headers["x-amz-target"]!.endsWith(".DescribeEndpoints");
const endpoints = (Address: string, CachePeriodInMinutes = 5): Answer => ({
  body: JSON.stringify({ Endpoints: [{ Address, CachePeriodInMinutes }] }),
});
const refused = (): Error => new TransportError({ what: "refused", code: "ECONNREFUSED", retryable: false });

/** A client of a service that answers questions for its endpoint, the first by the first, the last for ever. */
function ledger(answers: (() => Answer | Error)[], config: ClientConfig = {}) {
  let asked = 0;
  const made = recordingClient(
    service,
    (request) => (asks(request) ? answers[Math.min(asked++, answers.length - 1)]!() : {}),
    config,
  );
  return { ...made, hosts: () => made.requests.map(({ url }) => new URL(url).host), asked: () => asked };
}

const usual = "ledger.us-west-2.amazonaws.com";
const cell = "cell1.ledger.example.com";

beforeEach(() => void vi.useFakeTimers({ now: 1_700_000_000_000, toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

describe("endpoint discovery", () => {
  it("asks once, and again when the answer has expired", async () => {
    const { client, requests, hosts } = ledger([
      () => endpoints(cell),
      () => endpoints("cell2.ledger.example.com"),
    ]);
    await Promise.all([client.send(Write), client.send(Write)]);
    vi.setSystemTime(Date.now() + 299_999);
    await client.send(Write);
    expect(hosts()).toEqual([usual, cell, cell, cell]);
    expect(requests[0]!.headers).toMatchObject({ "x-amz-api-version": "2018-11-01" });
    expect(requests[0]!.headers["authorization"]).toContain("x-amz-api-version");
    expect(requests[1]!.url).toBe(`https://${cell}/`);
    vi.setSystemTime(Date.now() + 1);
    await client.send(Write);
    expect(hosts().slice(4)).toEqual([usual, "cell2.ledger.example.com"]);
  });

  it.each<[string, Operation<"Ledger", {}, {}>, ClientConfig, string[]]>([
    ["where it is required", Write, {}, [usual, cell]],
    ["not where it is optional", Read, {}, [usual]],
    ["where it is optional, if asked for", Read, { endpointDiscoveryEnabled: true }, [usual, cell]],
    ["never for other operations", Tag, { endpointDiscoveryEnabled: true }, [usual]],
    ["never with a custom endpoint", Write, { endpoint: "http://localhost:1" }, ["localhost:1"]],
  ])("happens %s", async (_, operation, config, expected) => {
    const { client, hosts } = ledger([() => endpoints(cell)], config);
    await client.send(operation);
    expect(hosts()).toEqual(expected);
  });

  it("cannot be turned off where it is required", async () => {
    const { client, requests } = ledger([], { endpointDiscoveryEnabled: false });
    await expect(client.send(Write)).rejects.toBeInstanceOf(ConfigError);
    expect(requests).toEqual([]);
    await client.send(Read);
    expect(requests).toHaveLength(1);
  });

  it("uses an old address while no new one can be had, and asks again after a minute", async () => {
    const { client, hosts, asked } = ledger([() => endpoints(cell, 1), refused]);
    await client.send(Write);
    vi.setSystemTime(Date.now() + 60_000);
    await client.send(Write);
    await client.send(Write);
    expect(hosts()).toEqual([usual, cell, usual, cell, cell]);
    vi.setSystemTime(Date.now() + 60_000);
    await client.send(Write);
    expect(asked()).toBe(3);
  });

  it("fails the call where it is required, and is tried by the next one all the same", async () => {
    const { client, asked } = ledger([refused]);
    await expect(client.send(Write)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    await expect(client.send(Write)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    expect(asked()).toBe(2);
  });

  it("does without where it is optional", async () => {
    const { client, hosts } = ledger([refused], { endpointDiscoveryEnabled: true });
    await client.send(Read);
    await client.send(Read);
    expect(hosts()).toEqual([usual, usual, usual]);
  });

  it("hands on what the service refuses", async () => {
    const denied = { status: 400, body: '{"__type":"AccessDeniedException"}' };
    const { client } = ledger([() => denied], { endpointDiscoveryEnabled: true });
    await expect(client.send(Read)).rejects.toMatchObject({ code: "AccessDeniedException" });
  });

  it.each(["evil.example/?", "user@evil.example", "a b"])("refuses the address %j", async (address) => {
    const { client, requests } = ledger([() => endpoints(address)]);
    await expect(client.send(Write)).rejects.toBeInstanceOf(ConfigError);
    expect(requests).toHaveLength(1);
  });

  it.each([
    ["status 421", { status: 421 }],
    ["InvalidEndpointException", { status: 400, body: '{"__type":"InvalidEndpointException"}' }],
  ])("is repeated at once after %s, once", async (_, wrong) => {
    const cells = ["old.example.com", "new.example.com"];
    let moved = false;
    const { client, requests } = recordingClient(service, (request) => {
      if (asks(request)) return endpoints(cells.shift() ?? "new.example.com");
      return moved || request.url.includes("old") ? wrong : {};
    });
    expect((await client.send(Write)).$metadata.attempts).toBe(2);
    const hosts = requests.map(({ url }) => new URL(url).host);
    expect(hosts).toEqual([usual, "old.example.com", usual, "new.example.com"]);
    moved = true;
    await expect(client.send(Write)).rejects.toMatchObject({ statusCode: wrong.status, attempts: 2 });
  });

  it("ends for a caller who aborts, not for the others", async () => {
    let answer: (answer: Answer) => void = () => undefined;
    const waiting = new Promise<Answer>((resolve) => (answer = resolve));
    const client = new Client(service, {
      region: "us-west-2",
      credentials: { accessKeyId: "AKID", secretAccessKey: "canary-secret" },
      transport: {
        async handle(request) {
          const { body = "" } = asks(request) ? await waiting : {};
          return { status: 200, headers: {}, body: new TextEncoder().encode(body) };
        },
      },
    });
    const abort = new AbortController();
    const impatient = client.send(Write, {}, { signal: abort.signal });
    const patient = client.send(Write);
    setTimeout(() => abort.abort(), 5);
    await expect(impatient).rejects.toThrow(/aborted/);
    answer(endpoints(cell));
    expect((await patient).$metadata.status).toBe(200);
  });
});

describe("endpoint discovery over a network", () => {
  let server: Server;
  beforeEach(() => new Promise<void>((resolve) => (server = createServer()).listen(0, "127.0.0.1", resolve)));
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it("sends operations to the server that the first one names", async () => {
    const { port } = server.address() as AddressInfo;
    const seen: string[] = [];
    server.on("request", (request, response) => {
      seen.push(`${request.headers.host} ${String(request.headers["x-amz-target"]).split(".")[1]}`);
      const Address = `http://localhost:${port}`;
      response.end(JSON.stringify({ Endpoints: [{ Address, CachePeriodInMinutes: 1 }] }));
    });
    const client = new Client(
      { ...service, endpoint: () => ({ url: `http://127.0.0.1:${port}` }) },
      { region: "us-west-2", credentials: { accessKeyId: "AKID", secretAccessKey: "canary-secret" } },
    );
    await client.send(Write);
    client.destroy();
    expect(seen).toEqual([`127.0.0.1:${port} DescribeEndpoints`, `localhost:${port} Write`]);
  });
});

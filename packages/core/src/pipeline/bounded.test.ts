import { setTimeout as sleep } from "node:timers/promises";
import { expect, describe, it } from "vitest";
import { createEnvironment } from "../config/environment-node.ts";
import {
  AbortError,
  Client,
  type ServiceError,
  TimeoutError,
  TransportError,
  type AnyOperation,
  type ClientConfig,
} from "../index.ts";
import type { HttpResponse, Transport } from "../http/messages.ts";
import { openRequestBody, restJson, standardEndpoint } from "../service.ts";

const GetParcel: AnyOperation = { name: "GetParcel", http: "GET /parcel" };
const PutLabel: AnyOperation = {
  name: "PutLabel",
  http: "PUT /label",
  input: { structure: { Body: { shape: "blob", payload: true } } },
  streamInput: openRequestBody,
};

const unavailable: HttpResponse = {
  status: 503,
  headers: { "retry-after": "5" },
  body: new Uint8Array(0),
};

const never = (): Promise<never> => new Promise(() => undefined);

function clientWith(
  config: Partial<ClientConfig>,
  handle: Transport["handle"] = async () => unavailable,
): Client {
  const service = {
    id: "Parcel",
    apiVersion: "2024-05-01",
    endpointPrefix: "parcel",
    signingName: "parcel",
    protocol: restJson,
    endpoint: standardEndpoint("parcel"),
  };
  return new Client(service, {
    region: "us-west-2",
    credentials: { accessKeyId: "AKID", secretAccessKey: "secret" },
    environment: createEnvironment({}),
    transport: { handle },
    ...config,
  });
}

/** A body that is never read to its end. */
function endless(): AsyncIterable<Uint8Array> & { closed: boolean } {
  return {
    closed: false,
    [Symbol.asyncIterator]() {
      return { next: never, return: async () => ((this.closed = true), { done: true, value: undefined }) };
    },
  };
}

describe("what a call waits for outside of the transport", () => {
  const waits: [string, Partial<ClientConfig>, AnyOperation, object][] = [
    ["credentials", { credentials: never }, GetParcel, {}],
    ["a signer", { signer: { sign: never } }, GetParcel, {}],
    ["the next attempt", {}, GetParcel, {}],
    ["the caller's stream, which is signed", {}, PutLabel, { Body: endless() }],
  ];

  it.each(waits)("ends on abort: %s", async (_, config, operation, input) => {
    const controller = new AbortController();
    const call = clientWith(config).send(operation, input, { signal: controller.signal });
    setTimeout(() => controller.abort("enough"), 10);
    const error: unknown = await call.catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toHaveProperty("cause", "enough");
  });

  it.each(waits)("ends with the client: %s", async (_, config, operation, input) => {
    const client = clientWith(config);
    const call = client.send(operation, input, {}).catch((failure: unknown) => failure);
    await sleep(10);
    client.destroy();
    expect(await call).toMatchObject({ code: "DESTROYED", retryable: false });
    expect(await call).toBeInstanceOf(TransportError);
  });

  it.each(waits.filter(([name]) => name !== "the next attempt"))(
    "ends at the call's deadline: %s",
    async (_, config, operation, input) => {
      const call = clientWith(config).send(operation, input, { timeout: 20 });
      await expect(call).rejects.toBeInstanceOf(TimeoutError);
    },
  );

  it("gives the caller's stream up", async () => {
    const Body = endless();
    await clientWith({})
      .send(PutLabel, { Body }, { timeout: 10 })
      .catch(() => undefined);
    expect(Body.closed).toBe(true);
  });

  it("leaves nothing behind", async () => {
    const client = clientWith({ credentials: async () => ({ accessKeyId: "a", secretAccessKey: "b" }) });
    await client.send(GetParcel, {}, { timeout: 20 }).catch(() => undefined);
    expect((await client.context()).waits.size).toBe(0);
  });
});

describe("the error of a call", () => {
  it("says how often the call was tried, and how long it waited", async () => {
    const soon: HttpResponse = { ...unavailable, headers: { "x-amz-retry-after": "20" } };
    const error: unknown = await clientWith({}, async () => soon)
      .send(GetParcel, {})
      .catch((failure: unknown) => failure);
    expect(error).toMatchObject({ attempts: 3, totalDelay: expect.any(Number) });
    expect((error as ServiceError).totalDelay).toBeGreaterThanOrEqual(40);
  });

  it("says when a body that was read stood in the way of another attempt", async () => {
    async function* once(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(1);
    }
    const read: Transport["handle"] = async ({ body }) => {
      for await (const _ of body as AsyncIterable<Uint8Array>) break;
      return unavailable;
    };
    const client = clientWith({ credentials: "anonymous" }, read);
    await expect(client.send(PutLabel, { Body: once() })).rejects.toMatchObject({
      statusCode: 503,
      attempts: 1,
      retryable: false,
      notRetried: "body-consumed",
    });
  });
});

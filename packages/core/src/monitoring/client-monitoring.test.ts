import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clientMonitoring } from "../client-monitoring.ts";
import { createEnvironment } from "../config/environment-node.ts";
import { createStandardRetry } from "../index.ts";
import { GetParcel, parcel } from "../pipeline/parcel.fixture.ts";
import { recordingClient, type Answer } from "../pipeline/recording-client.fixture.ts";

let agent: Socket;
const events: Record<string, unknown>[] = [];
let arrived: () => void = () => undefined;

beforeEach(async () => {
  agent = createSocket("udp4", (message) => {
    events.push(JSON.parse(message.toString()));
    arrived();
  });
  agent.bind(0, "127.0.0.1");
  await once(agent, "listening");
});
afterEach(() => {
  agent.close();
  events.length = 0;
});

function clientOf(answers: Answer[], more: Record<string, string> = {}) {
  const environment = createEnvironment({
    AWS_CONFIG_FILE: "/nowhere",
    AWS_SHARED_CREDENTIALS_FILE: "/nowhere",
    AWS_CSM_ENABLED: "true",
    AWS_CSM_PORT: String((agent.address() as AddressInfo).port),
    ...more,
  });
  return recordingClient(parcel, (_, i) => answers[i]!, {
    hooks: clientMonitoring({ environment }),
    retryStrategy: createStandardRetry({ random: () => 0 }),
  });
}

/** Waits until the agent has this many events. */
async function received(count: number): Promise<void> {
  while (events.length < count) await new Promise<void>((resolve) => (arrived = resolve));
}

describe("client-side monitoring", () => {
  it("sends an event for each attempt and one for the call", async () => {
    const failed = { status: 503, body: '{"code":"Unavailable","message":"later"}' };
    const { client } = clientOf([failed, { headers: { "x-amzn-requestid": "r1" }, body: "{}" }], {
      AWS_CSM_CLIENT_ID: "me",
    });
    await client.send(GetParcel, { ParcelId: "1" });
    await received(3);
    const about = { Version: 1, ClientId: "me", Service: "Parcel", Api: "GetParcel", Region: "us-west-2" };
    expect(events).toMatchObject([
      { ...about, Type: "ApiCallAttempt", HttpStatusCode: 503, AwsException: "Unavailable", AwsExceptionMessage: "later", AccessKey: "AKID" },
      { ...about, Type: "ApiCallAttempt", HttpStatusCode: 200, XAmznRequestId: "r1", Fqdn: "parcel.us-west-2.amazonaws.com" },
      { ...about, Type: "ApiCall", AttemptCount: 2, MaxRetriesExceeded: 0, FinalHttpStatusCode: 200 },
    ]); // prettier-ignore
  });

  it("cuts long texts and drops long events", async () => {
    const long = "x".repeat(600);
    const body = JSON.stringify({ code: long, message: long });
    const answers = [{ status: 400, headers: { "x-amz-id-2": "y".repeat(9000) }, body }];
    const { client } = clientOf(answers);
    await expect(client.send(GetParcel, { ParcelId: "1" })).rejects.toThrow(/HTTP 400/);
    await received(1);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      Type: "ApiCall",
      FinalAwsException: "x".repeat(128),
      FinalAwsExceptionMessage: "x".repeat(512),
    });
  });

  it("never fails a call for want of an agent, and says nothing of calls that were not sent", async () => {
    const { client } = clientOf([{ body: "{}" }], { AWS_CSM_HOST: "256.0.0.1" });
    expect((await client.send(GetParcel, { ParcelId: "1" })).$metadata.status).toBe(200);
    await expect(client.send(GetParcel, {} as never)).rejects.toThrow(/ParcelId/);
  });

  it.each([{ AWS_CSM_ENABLED: "yes" }, { AWS_CSM_PORT: "http" }, { AWS_CSM_CLIENT_ID: "x".repeat(256) }])(
    "refuses %j",
    async (variables: Record<string, string>) => {
      const { client, requests } = clientOf([{ body: "{}" }], variables);
      await expect(client.send(GetParcel, { ParcelId: "1" })).rejects.toMatchObject({ name: "ConfigError" });
      expect(requests).toEqual([]);
    },
  );
});

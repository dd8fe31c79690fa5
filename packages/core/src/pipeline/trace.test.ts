import { AsyncLocalStorage } from "node:async_hooks";
import { tracingChannel } from "node:diagnostics_channel";
import { afterEach, describe, expect, it } from "vitest";
import { GetParcel, parcel } from "./parcel.fixture.ts";
import { recordingClient } from "./recording-client.fixture.ts";
import { trace as traceWeb } from "./trace-web.ts";

type Message = { call: { service: string; attempt: number }; result?: unknown; error?: { code?: string } };
const events: string[] = [];
const note = (name: string) => (message: unknown) => {
  const { call, error } = message as Message;
  events.push(`${name} ${call.service} ${call.attempt}${error ? ` ${error.code}` : ""}`);
};
const subscribersOf = (span: string) => ({
  start: note(`${span} start`),
  end: () => undefined,
  asyncStart: () => undefined,
  asyncEnd: note(`${span} asyncEnd`),
  error: note(`${span} error`),
});
const spans = ["call", "attempt"].map(
  (span) => [tracingChannel(`inia:${span}`), subscribersOf(span)] as const,
);

afterEach(() => {
  for (const [channel, subscribers] of spans) channel.unsubscribe(subscribers as never);
  events.length = 0;
});

describe("diagnostics channels", () => {
  it("publish calls and attempts, with the errors that were read", async () => {
    for (const [channel, subscribers] of spans) channel.subscribe(subscribers as never);
    const { client } = recordingClient(parcel, (_, i) => ({ status: i === 0 ? 500 : 200, body: "{}" }));
    await client.send(GetParcel, { ParcelId: "1" });
    expect(events).toEqual([
      "call start Parcel 0",
      "attempt start Parcel 1",
      "attempt error Parcel 1 500",
      "attempt asyncEnd Parcel 1 500",
      "attempt start Parcel 2",
      "attempt asyncEnd Parcel 2",
      "call asyncEnd Parcel 2",
    ]);
  });

  it("carry an AsyncLocalStorage into the call", async () => {
    const storage = new AsyncLocalStorage<string>();
    const channel = tracingChannel("inia:call");
    channel.start.bindStore(storage, (message) => (message as unknown as Message).call.service);
    let seen: string | undefined;
    const { client } = recordingClient(parcel, () => {
      seen = storage.getStore();
      return { body: "{}" };
    });
    await client.send(GetParcel, { ParcelId: "1" });
    channel.start.unbindStore(storage);
    expect(seen).toBe("Parcel");
  });

  it("say nothing without subscribers, and nothing in a browser", async () => {
    const { client } = recordingClient(parcel, () => ({ body: "{}" }));
    expect((await client.send(GetParcel, { ParcelId: "1" })).$metadata.status).toBe(200);
    expect(await traceWeb("inia:call", {}, async () => 1)).toBe(1);
    expect(events).toEqual([]);
  });
});

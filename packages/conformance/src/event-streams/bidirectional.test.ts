import { fileURLToPath } from "node:url";
import { createClient } from "@inia/dynamic";
import { afterEach, describe, expect, it } from "vitest";
import {
  eventFrame,
  knownCredentials,
  startSignedEventsServer,
  type SignedEventsServer,
} from "../../../core/src/client/signed-events-server.fixture.ts";

const models: string = fileURLToPath(new URL("../../../../models/fixtures", import.meta.url));

const cleanup: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanup.splice(0)) await step();
});

/** A room: it repeats each chunk as a noise as loud as the chunk is long, and each pause. */
const room: Parameters<typeof startSignedEventsServer>[0] = (stream, event) => {
  if (event === undefined) return void stream.end();
  const type = event.headers[":event-type"];
  if (type === "Chunk") stream.write(eventFrame("Noise", event.payload, { Volume: event.payload.length }));
  else if (type === "Pause") stream.write(eventFrame("Pause", event.payload));
  else throw new Error(`unknown event ${String(type)}`);
};

async function serve(): Promise<SignedEventsServer> {
  const server = await startSignedEventsServer(room);
  cleanup.push(() => server.close());
  return server;
}

async function murmur(endpoint: string): Promise<Awaited<ReturnType<typeof createClient>>> {
  const client = await createClient("murmur", {
    models,
    endpoint,
    region: "eu-north-1",
    credentials: knownCredentials,
  });
  cleanup.push(() => client.destroy());
  return client;
}

describe("a service of a description, with events in both directions", () => {
  it("exchanges 1,000 signed frames each way", async () => {
    const server = await serve();
    const client = await murmur(server.url);
    const at = new Date("2025-01-02T03:04:05.678Z");
    async function* voice(): AsyncGenerator<object> {
      for (let n = 0; n < 1_000; n++) {
        const Audio = new Uint8Array(n % 300).fill(n);
        yield n % 10 === 9 ? { Pause: { Milliseconds: n } } : { Chunk: { Audio, At: at } };
      }
    }
    const output = await client["converse"]!({ Room: "hall/1", Language: "fi", Voice: voice() });
    expect(output.Session).toBe("s-1");
    let heard = 0;
    for await (const sound of output.Sounds) {
      const Wave = new Uint8Array(heard % 300).fill(heard);
      const expected =
        heard % 10 === 9 ? { Pause: { Milliseconds: heard } } : { Noise: { Wave, Volume: heard % 300 } };
      expect(sound).toEqual(expected);
      heard++;
    }
    expect(heard).toBe(1_000);
    const [call] = server.calls;
    expect(call).toMatchObject({ problems: [], signed: 1_001, ended: true });
    expect(call!.headers).toMatchObject({
      ":path": "/rooms/hall%2F1/conversation",
      "content-type": "application/vnd.amazon.eventstream",
      "x-murmur-language": "fi",
    });
    expect(call!.events[0]!.headers).toEqual({
      ":event-type": "Chunk",
      ":content-type": "application/octet-stream",
      ":message-type": "event",
      At: at,
    });
  });

  it("frees the socket when the listener leaves", async () => {
    const server = await serve();
    const client = await murmur(server.url);
    let left = false;
    async function* voice(): AsyncGenerator<object> {
      try {
        for (;;) {
          yield { Chunk: { Audio: "la" } };
          await new Promise((resolve) => setTimeout(resolve, 2));
        }
      } finally {
        left = true;
      }
    }
    const { Sounds } = await client["converse"]!({ Room: "r", Voice: voice() });
    for await (const sound of Sounds) {
      expect(sound).toEqual({ Noise: { Wave: new TextEncoder().encode("la"), Volume: 2 } });
      break;
    }
    for (let waited = 0; server.sockets.size > 0 && waited < 2_000; waited += 5) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(server.sockets.size).toBe(0);
    expect(left).toBe(true);
    expect(server.calls[0]).toMatchObject({ closed: true, ended: false, problems: [] });
  });
});

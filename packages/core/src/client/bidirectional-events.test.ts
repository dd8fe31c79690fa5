import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import {
  AbortError,
  Client,
  ServiceError,
  TransportError,
  ValidationError,
  type ClientConfig,
  type HttpRequest,
  type Operation,
  type Service,
} from "../index.ts";
import { createEnvironment } from "../config/environment-node.ts";
import {
  awsJson,
  bearer,
  eventStreams,
  restJson,
  rpcV2Cbor,
  standardEndpoint,
  type Ref,
} from "../service.ts";
import {
  eventFrame,
  knownCredentials,
  messageFrame,
  startSignedEventsServer,
  type SignedEventsServer,
} from "./signed-events-server.fixture.ts";

type Line = { Line: { Text?: string; Number?: number } } | { Stop: { Why?: string } };

class TooLoud extends ServiceError {
  static override readonly shapeName: string = "TooLoud";
  static override readonly service: string = "Talk";
  static override readonly shape: Ref = { structure: { Decibels: "integer" } };
  declare readonly Decibels?: number;
}

const events: Ref = {
  union: {
    Line: {
      structure: {
        Text: { shape: "string", eventpayload: true },
        Number: { shape: "integer", eventheader: true },
      },
    },
    Stop: { structure: { Why: "string" } },
    TooLoud: { structure: { Decibels: "integer" } },
  },
};

const Talk: Operation<
  "Talk",
  { Room: string; Lines: AsyncIterable<Line> },
  { Lines: AsyncIterable<Line>; Session: string }
> = {
  name: "Talk",
  http: "POST /rooms/{Room}/talk",
  input: {
    structure: {
      Room: { shape: "string", uri: "Room" },
      Lines: { shape: events as any, payload: true, eventstream: true },
    },
    required: ["Room", "Lines"],
  },
  output: {
    structure: {
      Session: { shape: "string", header: "x-murmur-session" },
      Lines: { shape: events as any, payload: true, eventstream: true },
    },
  },
  errors: [TooLoud],
  events: eventStreams,
};

const service: Service<"Talk"> = {
  id: "Talk",
  apiVersion: "1",
  endpointPrefix: "talk",
  signingName: "talk",
  targetPrefix: "Talk",
  protocol: restJson,
  endpoint: standardEndpoint("talk"),
};

const cleanup: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanup.splice(0)) await step();
});

const clientOf = (config: ClientConfig, changes: Partial<Service<"Talk">> = {}): Client<"Talk"> => {
  const client = new Client(
    { ...service, ...changes },
    {
      region: "eu-north-1",
      credentials: knownCredentials,
      environment: createEnvironment({ AWS_EC2_METADATA_DISABLED: "true", AWS_CONFIG_FILE: "/nowhere" }),
      ...config,
    },
  );
  cleanup.push(() => client.destroy());
  return client;
};
const serve = async (...parts: Parameters<typeof startSignedEventsServer>): Promise<SignedEventsServer> => {
  const server = await startSignedEventsServer(...parts);
  cleanup.push(() => server.close());
  return server;
};
const until = async (holds: () => boolean): Promise<void> => {
  for (let waited = 0; !holds(); waited += 5) {
    if (waited > 2_000) throw new Error("it does not come to hold");
    await pause(5);
  }
};
/** Answers each line with a line, and the end with the end. */
const parrot: Parameters<typeof startSignedEventsServer>[0] = (stream, event) => {
  if (event === undefined) stream.end();
  else stream.write(eventFrame("Line", event.payload, { Number: event.headers["Number"] as number }));
};
async function* lines(count: number, wait?: Promise<void>): AsyncGenerator<Line> {
  for (let n = 0; n < count; n++) yield { Line: { Text: `line ${n}`, Number: n } };
  await wait;
}

describe("events in both directions", () => {
  it("exchanges 1,000 signed frames each way", async () => {
    const server = await serve(parrot);
    const client = clientOf({ endpoint: server.url });
    const output = await client.send(Talk, { Room: "a b/ö", Lines: lines(1_000) });
    expect(output.Session).toBe("s-1");
    const heard: Line[] = [];
    for await (const line of output.Lines) heard.push(line);
    const spoken: Line[] = [];
    for await (const line of lines(1_000)) spoken.push(line);
    expect(heard).toEqual(spoken);
    const [call] = server.calls;
    expect(call!.problems).toEqual([]);
    expect(call!.signed).toBe(1_001);
    expect(call!.headers).toMatchObject({
      ":method": "POST",
      ":path": "/rooms/a%20b%2F%C3%B6/talk",
      "content-type": "application/vnd.amazon.eventstream",
      "amz-sdk-request": "attempt=1; max=3",
    });
    expect(call!.headers).not.toHaveProperty("content-length");
    expect(call!.headers).not.toHaveProperty("transfer-encoding");
    await until(() => server.sockets.size === 0);
  });

  it("takes turns: each side waits for the other", async () => {
    const server = await serve(parrot);
    let heard!: () => void;
    async function* turns(): AsyncGenerator<Line> {
      for (let n = 0; n < 50; n++) {
        const answered = new Promise<void>((resolve) => (heard = resolve));
        yield { Line: { Text: `turn ${n}` } };
        await answered;
      }
    }
    const { Lines } = await clientOf({ endpoint: server.url }).send(Talk, { Room: "r", Lines: turns() });
    let count = 0;
    for await (const line of Lines) {
      expect(line).toMatchObject({ Line: { Text: `turn ${count++}` } });
      heard();
    }
    expect(count).toBe(50);
    expect(server.calls[0]!.problems).toEqual([]);
  });

  it("frees the socket when the caller stops listening, and gives the caller's events up", async () => {
    const server = await serve(parrot);
    let stopped = false;
    const given: AsyncIterable<Line> = {
      [Symbol.asyncIterator]() {
        let said = false;
        return {
          next: () => {
            if (said) return new Promise(() => undefined);
            said = true;
            return Promise.resolve({ done: false, value: { Line: { Text: "hello" } } });
          },
          return: () => {
            stopped = true;
            return Promise.resolve({ done: true, value: undefined });
          },
        };
      },
    };
    const { Lines } = await clientOf({ endpoint: server.url }).send(Talk, { Room: "r", Lines: given });
    for await (const _ of Lines) break;
    expect(stopped).toBe(true);
    await until(() => server.sockets.size === 0);
    expect(server.calls[0]).toMatchObject({ closed: true, ended: false, problems: [] });
  });

  it("frees the socket when the service ends, and gives the caller's events up", async () => {
    const server = await serve((stream) => stream.end(messageFrame({ ":message-type": "exception", ":exception-type": "TooLoud" }, '{"Decibels":120}'))); // prettier-ignore
    let stopped = false;
    async function* endless(): AsyncGenerator<Line> {
      try {
        for (;;) {
          yield { Line: { Text: "la" } };
          await pause(1);
        }
      } finally {
        stopped = true;
      }
    }
    const { Lines } = await clientOf({ endpoint: server.url }).send(Talk, { Room: "r", Lines: endless() });
    const error = await (async () => {
      for await (const _ of Lines);
    })().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TooLoud);
    expect(error).toMatchObject({ Decibels: 120 });
    await until(() => stopped && server.sockets.size === 0);
  });

  it("ends with the caller's signal", async () => {
    const server = await serve(parrot);
    const controller = new AbortController();
    const never = new Promise<void>(() => undefined);
    const call = clientOf({ endpoint: server.url }).send(
      Talk,
      { Room: "r", Lines: lines(3, never) },
      { signal: controller.signal },
    );
    const { Lines } = await call;
    const iterator = Lines[Symbol.asyncIterator]();
    await iterator.next();
    setTimeout(() => controller.abort("enough"), 10);
    const error = await (async () => {
      for (;;) if ((await iterator.next()).done) return;
    })().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AbortError);
    await until(() => server.sockets.size === 0);
  });

  it("fails with what is wrong with an event, and with what the caller's source throws", async () => {
    const server = await serve(parrot);
    const client = clientOf({ endpoint: server.url });
    const thrownBy = async (source: AsyncIterable<Line>): Promise<unknown> => {
      try {
        const { Lines } = await client.send(Talk, { Room: "r", Lines: source });
        for await (const _ of Lines);
      } catch (error) {
        return error;
      }
      return undefined;
    };
    async function* wrong(): AsyncGenerator<Line> {
      yield* lines(1);
      yield { Typo: {} } as never;
    }
    expect(await thrownBy(wrong())).toBeInstanceOf(ValidationError);
    async function* broken(): AsyncGenerator<Line> {
      yield* lines(1);
      throw new Error("the microphone is gone");
    }
    const error = await thrownBy(broken());
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({
      code: "REQUEST_BODY",
      cause: { message: "the microphone is gone" },
      attempts: 1,
    });
    await until(() => server.sockets.size === 0);
  });

  it("is tried again only while no event was taken", async () => {
    const refused = await clientOf({ endpoint: "http://127.0.0.1:1" })
      .send(Talk, { Room: "r", Lines: lines(3) })
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "ECONNREFUSED", attempts: 3 });
    const server = await serve(
      () => undefined,
      (stream) => void setTimeout(() => stream.respond({ ":status": 503 }, { endStream: true }), 30),
    );
    const failed = await clientOf({ endpoint: server.url })
      .send(Talk, { Room: "r", Lines: lines(3) })
      .catch((error: unknown) => error);
    expect(failed).toMatchObject({ statusCode: 503, attempts: 1, retryable: false });
    expect(server.calls).toHaveLength(1);
    await until(() => server.sockets.size === 0);
  });

  it("does not sign events under a token", async () => {
    const server = await serve(() => undefined);
    const signers = { bearer };
    const client = clientOf(
      { endpoint: server.url, token: async () => ({ token: "abc" }) },
      { signers, auth: ["bearer"] },
    );
    const { Lines } = await client.send(Talk, { Room: "r", Lines: lines(1) });
    await until(() => server.calls.length === 1);
    expect(server.calls[0]!.headers["authorization"]).toBe("Bearer abc");
    expect(server.calls[0]!.headers).not.toHaveProperty("x-amz-content-sha256");
    await until(() => server.calls[0]!.problems.includes("a frame that is not signed"));
    await Lines[Symbol.asyncIterator]().return!();
  });

  it.each([
    ["json", awsJson, "/", "application/json"],
    ["rpc-v2-cbor", rpcV2Cbor, "/service/Talk/operation/Tell", "application/cbor"],
  ] as const)("begins with the other members in %s", async (_, protocol, path, type) => {
    const Tell: Operation<
      "Talk",
      { Room: string; Lines: AsyncIterable<Line> },
      { Lines: AsyncIterable<Line>; Session: string }
    > = {
      ...Talk,
      name: "Tell",
      input: { structure: { Room: "string", Lines: { shape: events as any, eventstream: true } } },
      output: { structure: { Session: "string", Lines: { shape: events as any, eventstream: true } } },
    };
    const answer =
      protocol === awsJson
        ? '{"Session":"s"}'
        : Uint8Array.of(0xa1, 0x67, ...Buffer.from("Session"), 0x61, 0x73);
    const server = await serve((stream, event) => {
      if (event === undefined) stream.end();
      else if (event.headers[":event-type"] === "initial-request")
        stream.write(eventFrame("initial-response", answer));
      else parrot(stream, event, undefined as never);
    });
    const client = clientOf({ endpoint: server.url }, { protocol });
    const { Session, Lines } = await client.send(Tell, { Room: "r", Lines: lines(2) });
    expect(Session).toBe("s");
    const heard: Line[] = [];
    for await (const line of Lines) heard.push(line);
    expect(heard).toHaveLength(2);
    const [call] = server.calls;
    expect(call!.problems).toEqual([]);
    expect(call!.headers).toMatchObject({
      ":path": path,
      "content-type": "application/vnd.amazon.eventstream",
    });
    expect(call!.events[0]!.headers).toMatchObject({
      ":event-type": "initial-request",
      ":content-type": type,
    });
    expect(call!.events).toHaveLength(3);
  });

  it("shows the request to a transport of the caller's own", async () => {
    const seen: HttpRequest[] = [];
    const client = clientOf({
      transport: {
        async handle(request, { duplex, stream }) {
          seen.push(request);
          expect([stream, typeof duplex]).toEqual([true, "function"]);
          return { status: 200, headers: {}, body: eventFrame("Stop", '{"Why":"test"}') };
        },
      },
    });
    const { Lines } = await client.send(Talk, { Room: "r", Lines: lines(2) });
    const heard: unknown[] = [];
    for await (const line of Lines) heard.push(line);
    expect(heard).toEqual([{ Stop: { Why: "test" } }]);
    let frames = 0;
    for await (const _ of seen[0]!.body as AsyncIterable<Uint8Array>) frames++;
    expect(frames).toBe(3);
  });
});

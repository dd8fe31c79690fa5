import { describe, expect, it } from "vitest";
import { encodeMessage } from "../../codecs/event-stream/message-encoder.ts";
import type { HeaderValue } from "../../codecs/event-stream/message.ts";
import { IntegrityError, ParseError, ValidationError } from "../../errors/errors.ts";
import { ServiceError } from "../../errors/service-error.ts";
import type { AnyOperation } from "../../shape/operation.ts";
import type { ServiceInfo } from "../../shape/service-info.ts";
import { awsJson } from "../aws-json/aws-json.ts";
import type { ParsedError, Protocol } from "../protocol.ts";
import { restJson } from "../rest-json/rest-json.ts";
import { rpcV2Cbor } from "../rpc-v2-cbor/rpc-v2-cbor.ts";
import { eventStreams } from "./event-streams.ts";

const service: ServiceInfo = {
  id: "Stream",
  apiVersion: "1",
  endpointPrefix: "stream",
  signingName: "stream",
  targetPrefix: "Stream",
};

class Overload extends ServiceError {
  static override readonly shapeName: string = "Overload";
}

const events = {
  union: {
    Text: { structure: { text: "string", at: "timestamp" } },
    Raw: {
      structure: {
        bytes: { shape: "blob", eventpayload: true },
        part: { shape: "integer", eventheader: true },
        when: { shape: "timestamp", eventheader: true },
      },
    },
    Words: { structure: { words: { shape: "string", eventpayload: true } } },
    Nested: { structure: { inner: { shape: { structure: { x: "long" } }, eventpayload: true } } },
    // As tables of errors are: without the message.
    Overload: { structure: { limit: "integer" } },
  },
} as const;

const rest: AnyOperation = {
  name: "Listen",
  http: "POST /listen/{Room}",
  input: {
    structure: {
      Room: { shape: "string", uri: "Room" },
      Events: { shape: events, payload: true, eventstream: true },
    },
  },
  output: {
    structure: {
      Session: { shape: "string", header: "x-session" },
      Events: { shape: events, payload: true, eventstream: true },
    },
  },
  errors: [Overload],
  events: eventStreams,
};

const rpc: AnyOperation = {
  name: "Listen",
  output: { structure: { Id: "string", Events: { shape: events, eventstream: true } } },
  errors: [Overload],
  events: eventStreams,
};

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function message(headers: Record<string, HeaderValue>, payload: string | Uint8Array = ""): Uint8Array {
  const body = typeof payload === "string" ? utf8(payload) : payload;
  return encodeMessage({ headers: new Map(Object.entries(headers)), payload: body });
}

const event = (
  type: string,
  payload: string | Uint8Array = "",
  extra: Record<string, HeaderValue> = {},
): Uint8Array => message({ ":message-type": "event", ":event-type": type, ...extra }, payload);

function open(
  protocol: Protocol,
  operation: AnyOperation,
  source: Uint8Array | AsyncIterable<Uint8Array>,
): {
  output: Record<string, unknown>;
  stream: AsyncIterableIterator<unknown>;
  ready: Promise<void> | undefined;
} {
  const toError = (error: ParsedError): Error => Object.assign(new Error(error.code), { parsed: error });
  const response = { status: 200, headers: { "x-session": "s1" }, body: source };
  const { output, ready } = protocol.parse(service, operation, response, toError);
  return { output, ready, stream: output["Events"] as AsyncIterableIterator<unknown> };
}

async function all(stream: AsyncIterable<unknown>): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

describe("reading a stream of events", () => {
  it("gives one object per event, however the payload is laid out", async () => {
    const source = Buffer.concat([
      event("Text", '{"text":"hi","at":1}'),
      event("Raw", Uint8Array.of(1, 2), { part: 7, when: new Date(5) }),
      event("Words", "so be it"),
      event("Nested", '{"x":9007199254740993}'),
      event("Later", "?"),
    ]);
    const { output, stream } = open(restJson, rest, source);
    expect(output["Session"]).toBe("s1");
    expect(await all(stream)).toEqual([
      { Text: { text: "hi", at: new Date(1000) } },
      { Raw: { bytes: Uint8Array.of(1, 2), part: 7, when: new Date(5) } },
      { Words: { words: "so be it" } },
      { Nested: { inner: { x: 9007199254740993n } } },
      { $unknown: ["Later", utf8("?")] },
    ]);
  });

  it("ends with the modelled error of an exception", async () => {
    const exception = message(
      { ":message-type": "exception", ":exception-type": "Overload" },
      '{"message":"full","limit":3}',
    );
    const { stream } = open(
      restJson,
      rest,
      Buffer.concat([event("Text", "{}"), exception, event("Text", "{}")]),
    );
    expect(await stream.next()).toEqual({ done: false, value: { Text: {} } });
    await expect(stream.next()).rejects.toMatchObject({
      parsed: {
        code: "Overload",
        serviceMessage: "full",
        type: Overload,
        members: { limit: 3 },
      },
    });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  it.each([
    [{ ":message-type": "error", ":error-code": "Gone", ":error-message": "away" }, "", "Gone", "away"],
    [{ ":message-type": "exception", ":exception-type": "Novel" }, '{"Message":"new"}', "Novel", "new"],
  ])("ends with errors that are not modelled: %j", async (headers, payload, code, text) => {
    const { stream } = open(restJson, rest, message(headers, payload));
    await expect(stream.next()).rejects.toMatchObject({
      parsed: { code, serviceMessage: text, type: undefined },
    });
  });

  it("throws ParseError for a message of an unknown kind", async () => {
    await expect(open(restJson, rest, message({})).stream.next()).rejects.toBeInstanceOf(ParseError);
  });

  it("throws IntegrityError when the stream ends within a message, and gives the source up", async () => {
    let closed = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        yield event("Text", "{}").subarray(0, 20);
      } finally {
        closed = true;
      }
    }
    await expect(open(restJson, rest, source()).stream.next()).rejects.toBeInstanceOf(IntegrityError);
    expect(closed).toBe(true);
  });

  it.each([0, 1])(
    "gives the source up when dropped after %i events, although a read is pending",
    async (taken) => {
      let closed = false;
      const source: AsyncIterable<Uint8Array> & { destroy: () => void } = {
        destroy: () => (closed = true),
        [Symbol.asyncIterator]() {
          let sent = false;
          return {
            next: () => {
              if (sent || closed)
                return closed ? Promise.resolve({ done: true, value: undefined }) : new Promise(() => {});
              sent = true;
              return Promise.resolve({ done: false, value: event("Text", "{}") });
            },
            return: () => Promise.resolve({ done: true, value: undefined }),
          };
        },
      };
      const { stream } = open(restJson, rest, source);
      if (taken === 0) await stream.return!();
      else for await (const _ of stream) break;
      expect(closed).toBe(true);
    },
  );

  it("lets other work run while many events arrive in one chunk", async () => {
    const one = event("Text", '{"text":"x"}');
    const source = new Uint8Array(one.length * 100_000);
    for (let at = 0; at < source.length; at += one.length) source.set(one, at);
    const { stream } = open(restJson, rest, source);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    let count = 0;
    for await (const _ of stream) count++;
    clearInterval(timer);
    expect(count).toBe(100_000);
    expect(turns).toBeGreaterThan(1);
  });
});

describe("the first message of RPC protocols", () => {
  it("holds the other members", async () => {
    const { output, ready, stream } = open(
      awsJson,
      rpc,
      Buffer.concat([event("initial-response", '{"Id":"i"}'), event("Text", '{"text":"t"}')]),
    );
    await ready;
    expect(output["Id"]).toBe("i");
    expect(await all(stream)).toEqual([{ Text: { text: "t" } }]);
  });

  it("is CBOR in rpc-v2-cbor", async () => {
    const { output, ready } = open(
      rpcV2Cbor,
      rpc,
      event("initial-response", Uint8Array.of(0xa1, 0x62, 0x49, 0x64, 0x61, 0x69)),
    );
    await ready;
    expect(output["Id"]).toBe("i");
  });

  it.each([[event("Text", "{}")], [new Uint8Array(0)]])("must be there", async (source) => {
    const { ready, stream } = open(awsJson, rpc, source);
    await expect(ready).rejects.toBeInstanceOf(ParseError);
    await expect(stream.next()).rejects.toBeInstanceOf(ParseError);
  });

  it("may be an error", async () => {
    const { ready } = open(
      awsJson,
      rpc,
      message({ ":message-type": "exception", ":exception-type": "Overload" }, "{}"),
    );
    await expect(ready).rejects.toMatchObject({ parsed: { code: "Overload", type: Overload } });
  });
});

describe("writing a stream of events", () => {
  it("reads back as the same events", async () => {
    const sent = [
      { Text: { text: "hi", at: new Date(1000) } },
      { Raw: { bytes: Uint8Array.of(1, 2), part: 7, when: new Date(5) } },
      { Words: { words: "so be it" } },
      { Nested: { inner: { x: 5 } } },
    ];
    async function* source(): AsyncGenerator<Record<string, unknown>> {
      yield* sent;
    }
    const draft = restJson.serialize(service, rest, { Room: "a b", Events: source() });
    expect(draft).toMatchObject({
      path: "/listen/a%20b",
      headers: { "content-type": "application/vnd.amazon.eventstream" },
    });
    const { stream } = open(restJson, rest, draft.body as AsyncIterable<Uint8Array>);
    expect(await all(stream)).toEqual(sent);
  });

  it("refuses an event that the stream does not know", async () => {
    async function* source(): AsyncGenerator<Record<string, unknown>> {
      yield { Typo: {} };
    }
    const { body } = restJson.serialize(service, rest, { Room: "a", Events: source() });
    await expect(all(body as AsyncIterable<Uint8Array>)).rejects.toBeInstanceOf(ValidationError);
  });
});

import fc from "fast-check";
import { createHash, createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createMessageDecoder } from "../codecs/event-stream/message-decoder.ts";
import { encodeHeaders } from "../codecs/event-stream/message-encoder.ts";
import type { Message } from "../codecs/event-stream/message.ts";
import type { HttpRequest } from "../http/messages.ts";
import type { Credentials } from "../identity/identity.ts";
import { bearer } from "./bearer.ts";
import { eventSignature, signEvents } from "./event-signature.ts";
import type { Signer, SigningContext } from "./signer.ts";
import { sigv4 } from "./sigv4.ts";

const credentials: Credentials = { accessKeyId: "AKID", secretAccessKey: "kitten+whiskers/blanket" };
const start = new Date("2025-01-02T03:04:05.678Z");
const context: SigningContext = { region: "eu-north-1", signingName: "murmur", date: start };
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const hex = (bytes: unknown): string => Buffer.from(bytes as Uint8Array).toString("hex");

beforeEach(() => void vi.useFakeTimers({ now: start, toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

describe("eventSignature", () => {
  it("is the chain that a program in another language computes", () => {
    const date = (seconds: number): Date => new Date(1_735_787_045_000 + seconds * 1000);
    const headers = (seconds: number): Uint8Array => encodeHeaders(new Map([[":date", date(seconds)]]));
    const sign = (prior: string, seconds: number, payload: string): string =>
      eventSignature(credentials, context, prior, date(seconds), headers(seconds), utf8(payload));
    const first = sign("0f".repeat(32), 0, "one");
    expect(first).toBe("2f3209f894676ccd7067dc28519a0b5749e4ce0248919607d43f194296aa10db");
    const second = sign(first, 1, "zwölf");
    expect(second).toBe("9e5ae89df7456536151187185e809e6d061965dd1034cf4c0c973e4b861dbd4c");
    expect(sign(second, 1, "")).toBe("a66a47af6ef9f7c8f1bbfcc186365909bb52629788f7b2daf264409544923d80");
  });
});

/** The signature of a message, from the outer message alone. */
function expected(prior: string, { headers, payload }: Message): string {
  const date = headers.get(":date") as Date;
  const time = date.toISOString().replace(/\.\d+|[-:]/g, "");
  const scope = [time.slice(0, 8), "eu-north-1", "murmur", "aws4_request"];
  const head = Buffer.alloc(15, "\u0005:date\u0008", "latin1");
  head.writeBigInt64BE(BigInt(date.getTime()), 7);
  const sha = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
  const hmac = (key: string | Buffer, text: string): Buffer =>
    createHmac("sha256", key).update(text).digest();
  const text = ["AWS4-HMAC-SHA256-PAYLOAD", time, scope.join("/"), prior, sha(head), sha(payload)].join("\n");
  return hmac(scope.reduce<string | Buffer>(hmac, "AWS4" + credentials.secretAccessKey), text).toString(
    "hex",
  );
}

async function* chunks(...all: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* all;
}

function requestOf(body: AsyncIterable<Uint8Array>): HttpRequest {
  return { method: "POST", url: "https://murmur.eu-north-1.amazonaws.com/rooms", headers: {}, body };
}

async function messagesOf({ body }: HttpRequest): Promise<Message[]> {
  const decoder = createMessageDecoder();
  const messages: Message[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    decoder.push(chunk);
    messages.push(decoder.next()!);
  }
  decoder.end();
  return messages;
}

describe("signEvents", () => {
  const sign = (request: HttpRequest): HttpRequest =>
    signEvents(sigv4).sign(request, credentials, context) as HttpRequest;

  it("signs the request as one of signed events, and each message with the signature before it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 })), async (payloads) => {
        const signed = sign(requestOf(chunks(...payloads)));
        expect(signed.headers["x-amz-content-sha256"]).toBe("STREAMING-AWS4-HMAC-SHA256-EVENTS");
        const plain = sigv4.sign(requestOf(chunks()), credentials, {
          ...context,
          payloadHash: "STREAMING-AWS4-HMAC-SHA256-EVENTS",
        }) as HttpRequest;
        expect(signed.headers).toEqual(plain.headers);
        const messages = await messagesOf(signed);
        expect(messages.map(({ payload }) => hex(payload))).toEqual([...payloads.map(hex), ""]);
        let prior = signed.headers["authorization"]!.slice(-64);
        for (const message of messages) {
          prior = expected(prior, message);
          expect(hex(message.headers.get(":chunk-signature"))).toBe(prior);
        }
      }),
    );
  });

  it("dates each message when it is taken, by the clock of the service, in whole seconds", async () => {
    const skewed = { ...context, date: new Date(start.getTime() + 3_600_000) };
    const request = requestOf(chunks(utf8("a"), utf8("b")));
    const { body } = signEvents(sigv4).sign(request, credentials, skewed) as HttpRequest;
    const iterator = (body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
    const decoder = createMessageDecoder();
    for (const date of ["2025-01-02T04:04:05Z", "2025-01-03T04:04:05Z"]) {
      decoder.push((await iterator.next()).value as Uint8Array);
      expect(decoder.next()!.headers.get(":date")).toEqual(new Date(date));
      vi.setSystemTime(start.getTime() + 86_400_000);
    }
  });

  it("waits for a signer that is asynchronous", async () => {
    const slow: Signer = { sign: async (...parts) => sigv4.sign(...parts) };
    const signed = await signEvents(slow).sign(requestOf(chunks(utf8("x"))), credentials, context);
    expect(await messagesOf(signed)).toHaveLength(2);
  });

  it("gives the messages up while one is awaited", async () => {
    const given = vi.fn<() => Promise<IteratorResult<Uint8Array>>>(async () => ({
      done: true,
      value: undefined,
    }));
    const never: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined), return: given }),
    };
    const iterator = (sign(requestOf(never)).body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
    void iterator.next();
    await iterator.return!();
    expect(given).toHaveBeenCalledOnce();
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  it("leaves alone what is not to be signed this way", async () => {
    const body = chunks();
    const token = signEvents(bearer).sign(requestOf(body), { token: "t" }, context) as HttpRequest;
    expect(token.body).toBe(body);
    const unsigned = { ...context, payloadHash: "UNSIGNED-PAYLOAD" };
    expect((signEvents(sigv4).sign(requestOf(body), credentials, unsigned) as HttpRequest).body).toBe(body);
    const own: Signer = { sign: (request) => ({ ...request, headers: { authorization: "Mine" } }) };
    expect((signEvents(own).sign(requestOf(body), credentials, context) as HttpRequest).body).toBe(body);
    const empty = { method: "GET", url: "https://x/", headers: {} };
    expect((sign(empty) as HttpRequest).headers).not.toHaveProperty("x-amz-content-sha256");
  });
});

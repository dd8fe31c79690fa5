import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { TransportError, ValidationError } from "../errors/errors.ts";
import type { StreamingInput } from "../shape/values.ts";
import { readBody } from "./read-body.ts";
import { openRequestBody } from "./request-body.ts";
import type { RequestBody } from "../shape/streams.ts";

const read = async (body: RequestBody): Promise<string> =>
  Buffer.from(await readBody(body.open())).toString();
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function* chunks(...parts: string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield encode(part);
}

describe("openRequestBody", () => {
  it.each<[string, () => StreamingInput, number | undefined, string]>([
    ["text", () => "héllo", 6, "bytes"],
    ["bytes", () => encode("héllo"), 6, "bytes"],
    ["an ArrayBuffer", () => encode("héllo").slice().buffer as ArrayBuffer, 6, "bytes"],
    ["a blob", () => new Blob(["hé", "llo"]), 6, "source"],
    ["a function that returns text", () => () => "héllo", 6, "bytes"],
    ["a function that returns a blob", () => () => new Blob(["héllo"]), 6, "source"],
    ["a function that returns a promise", () => async () => new Blob(["héllo"]), undefined, "source"],
    [
      "a function that returns a stream",
      () => () => Readable.from([encode("hé"), "llo"]),
      undefined,
      "source",
    ],
  ])("sends %s any number of times", async (_, make, length, kind) => {
    const body = openRequestBody(make());
    expect(body.kind).toBe(kind);
    expect(body.length).toBe(length);
    for (let attempt = 0; attempt < 3; attempt++) {
      expect(await read(body)).toBe("héllo");
      expect(body.replayable).toBe(true);
    }
    body.discard();
  });

  it.each<[string, () => StreamingInput]>([
    ["an async iterable", () => chunks("hel", "lo")],
    ["a Node stream", () => Readable.from(["hel", encode("lo")])],
    ["a web stream", () => new Blob(["hello"]).stream()],
  ])("sends %s once", async (_, make) => {
    const body = openRequestBody(make());
    expect([body.kind, body.length, body.replayable]).toEqual(["stream", undefined, true]);
    body.open();
    expect(body.replayable).toBe(true);
    expect(await read(body)).toBe("hello");
    expect(body.replayable).toBe(false);
    await expect(readBody(body.open())).rejects.toThrow(TransportError);
  });

  it("keeps a stream that was opened and given up before anything was read", async () => {
    const body = openRequestBody(chunks("hello"));
    const iterator = (body.open() as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
    await iterator.return!();
    expect(body.replayable).toBe(true);
    expect(await read(body)).toBe("hello");
  });

  it("closes a source exactly once when it is given up half-read, and when it is discarded", async () => {
    for (const half of [true, false]) {
      let closed = 0;
      const stream = new Readable({
        read() {
          this.push("x");
        },
        destroy(error, done) {
          closed++;
          done(error);
        },
      });
      const body = openRequestBody(stream);
      const iterator = (body.open() as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
      if (half) await iterator.next();
      await iterator.return!();
      body.discard();
      body.discard();
      await tick();
      expect(closed).toBe(1);
      expect(body.replayable).toBe(false);
    }
  });

  it("discards what a function has returned and nobody has opened", async () => {
    const made: Readable[] = [];
    const body = openRequestBody(() => {
      made.push(Readable.from(["x"]));
      return made.at(-1)!;
    });
    body.discard();
    await tick();
    expect(made).toHaveLength(1);
    expect(made[0]!.destroyed).toBe(true);
  });

  it.each([
    ["short", "hell"],
    ["long", "hello!"],
  ])("refuses a source that is too %s for its declared length, and never sends more", async (_, text) => {
    const sent: Uint8Array[] = [];
    const body = openRequestBody(chunks(...text), "5");
    expect(body.length).toBe(5);
    const send = async (): Promise<void> => {
      for await (const chunk of body.open() as AsyncIterable<Uint8Array>) sent.push(chunk);
    };
    await expect(send()).rejects.toThrow(ValidationError);
    expect(Buffer.concat(sent).length).toBeLessThanOrEqual(5);
    expect(() => openRequestBody(text, "5")).toThrow(ValidationError);
  });

  it("names a source that fails, and one that yields no bytes", async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield encode("x");
      throw new Error("disk");
    }
    const error = await readBody(openRequestBody(failing()).open()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ code: "REQUEST_BODY", retryable: false, cause: { message: "disk" } });
    const objects = Readable.from([{ not: "bytes" }]) as AsyncIterable<Uint8Array>;
    await expect(readBody(openRequestBody(objects).open())).rejects.toThrow(ValidationError);
    const rejecting = openRequestBody(() => Promise.reject(new Error("gone")));
    await expect(readBody(rejecting.open())).rejects.toThrow(TransportError);
  });

  it("takes a Node stream in pieces of 64 KiB at most, whatever it holds", async () => {
    const stream = new Readable({ highWaterMark: 1_000_000, read: () => undefined });
    stream.push(Buffer.alloc(300_000, "x"));
    stream.push(Buffer.alloc(10, "y"));
    stream.push(null);
    const sizes: number[] = [];
    const body = openRequestBody(stream, "300010");
    for await (const chunk of body.open() as AsyncIterable<Uint8Array>) sizes.push(chunk.length);
    expect(sizes).toEqual([65_536, 65_536, 65_536, 65_536, 37_866]);
    expect(stream.readableEnded).toBe(true);
  });

  it.each([new Error("disk"), undefined])(
    "names a Node stream that ends by %s while it is read",
    async (cause) => {
      const stream = new Readable({ read: () => undefined });
      stream.push("x");
      const iterator = (openRequestBody(stream).open() as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
      expect(await iterator.next()).toMatchObject({ done: false });
      const failed = iterator.next().catch((error: unknown) => error);
      await tick();
      stream.destroy(cause);
      expect(await failed).toMatchObject({
        code: "REQUEST_BODY",
        cause: { message: cause?.message ?? "the stream was closed before its end" },
      });
    },
  );

  it("survives a Node stream that fails before it is read", async () => {
    const stream = new Readable({ read: () => undefined });
    const body = openRequestBody(stream);
    stream.destroy(new Error("early"));
    await tick();
    await expect(readBody(body.open())).rejects.toThrow(TransportError);
  });
});

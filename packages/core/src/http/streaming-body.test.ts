import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { createStreamingBody } from "./streaming-body.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A source that counts how often it was closed. */
function sourceOf(...parts: string[]): AsyncIterable<Uint8Array> & { closed: number } {
  const left = parts.map(encode);
  return {
    closed: 0,
    [Symbol.asyncIterator]() {
      return {
        next: async () =>
          left.length > 0 ? { done: false, value: left.shift()! } : { done: true, value: undefined },
        return: async () => ({ done: true, value: void this.closed++ }),
      };
    },
  };
}

describe("createStreamingBody", () => {
  it.each([
    ["bytes", () => encode('{"a":"é"}')],
    ["an iterable", () => sourceOf('{"a"', ':"é"}')],
    ["a Node stream", () => Readable.from([encode('{"a":'), encode('"é"}')])],
  ])("is read as text, JSON, bytes, stream or chunks, from %s", async (_, make) => {
    expect(await createStreamingBody(make()).text()).toBe('{"a":"é"}');
    expect(await createStreamingBody(make()).json()).toEqual({ a: "é" });
    expect(await createStreamingBody(make()).bytes()).toEqual(encode('{"a":"é"}'));
    expect(await new Response(createStreamingBody(make()).stream()).text()).toBe('{"a":"é"}');
    let text = "";
    for await (const chunk of createStreamingBody(make())) text += Buffer.from(chunk).toString("latin1");
    expect(Buffer.from(text, "latin1").toString()).toBe('{"a":"é"}');
  });

  it("reads an empty body", async () => {
    expect(await createStreamingBody(new Uint8Array(0)).text()).toBe("");
    expect(await createStreamingBody(sourceOf()).bytes()).toEqual(new Uint8Array(0));
  });

  it("is read once", async () => {
    const body = createStreamingBody(encode("x"));
    await body.text();
    await expect(body.bytes()).rejects.toThrow(/used already/);
    expect(() => body.stream()).toThrow(TypeError);
    expect(() => body[Symbol.asyncIterator]()).toThrow(TypeError);
  });

  it("closes its source when dropped: by break, cancel, destroy and disposal, read or not", async () => {
    const broken = sourceOf("a", "b");
    for await (const _ of createStreamingBody(broken)) break;
    expect(broken.closed).toBe(1);

    const cancelled = sourceOf("a", "b");
    await createStreamingBody(cancelled).stream().cancel();
    expect(cancelled.closed).toBe(1);

    const destroyed = sourceOf("a", "b");
    const body = createStreamingBody(destroyed);
    body.destroy();
    await expect(body.text()).rejects.toThrow(TypeError);
    expect(destroyed.closed).toBe(1);

    const disposed = sourceOf("a", "b");
    await createStreamingBody(disposed)[Symbol.asyncDispose]();
    expect(disposed.closed).toBe(1);

    const stream = Readable.from([encode("a")]);
    createStreamingBody(stream).destroy();
    expect(stream.destroyed).toBe(true);
  });

  it("passes a failure on, and keeps a failure to close to itself", async () => {
    const failing = {
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.reject(new Error("cut")),
        return: () => Promise.reject(new Error("stuck")),
      }),
    };
    await expect(createStreamingBody(failing).text()).rejects.toThrow("cut");
    createStreamingBody(failing).destroy();
    await new Promise((resolve) => setImmediate(resolve));
  });
});

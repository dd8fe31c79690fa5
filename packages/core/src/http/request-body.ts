import { TransportError } from "../errors/errors.ts";
import { SdkError } from "../errors/sdk-error.ts";
import type { RequestBody } from "../shape/streams.ts";
import type { StreamingInput } from "../shape/values.ts";
import { bytesBody, bytesOf, ignore, invalidBody, wrongLength } from "./bytes-body.ts";

/** What a body is read from: anything but a function. */
type Source = Exclude<StreamingInput, () => unknown>;
type Stream = Exclude<Source, string | Uint8Array | ArrayBuffer>;

/**
 * Makes a {@link RequestBody} of whatever an input takes as a payload. Text, bytes, blobs and functions can be sent any
 * number of times; a stream or iterable is sent once more only if nothing of it was read. A function is called for each
 * attempt, the first time at once. `declaredLength` is the value of `content-length`.
 */
export function openRequestBody(body: StreamingInput, declaredLength?: string): RequestBody {
  const declared = declaredLength === undefined ? undefined : Number(declaredLength);
  if (typeof body !== "function") return bodyOf(body, declared);
  const first: Source | Promise<Source> = body();
  const bytes = bytesOf(first);
  if (bytes) return bytesBody(bytes, declared);
  let made: Source | Promise<Source> | undefined = first;
  let latest: OneShot | undefined;
  return {
    kind: "source",
    length: declared ?? (first instanceof Blob ? first.size : undefined),
    replayable: true,
    open() {
      const source = made ?? (body as () => Source | Promise<Source>)();
      made = undefined;
      latest = new OneShot(source, this.length);
      return latest;
    },
    discard() {
      if (made !== undefined) latest = new OneShot(made, undefined);
      made = undefined;
      latest?.close();
    },
  };
}

function bodyOf(source: Source, declared: number | undefined): RequestBody {
  const bytes = bytesOf(source);
  if (bytes) return bytesBody(bytes, declared);
  const length = declared ?? (source instanceof Blob ? source.size : undefined);
  if (source instanceof Blob) {
    return {
      kind: "source",
      length,
      replayable: true,
      open: () => new OneShot(source, length),
      discard: ignore,
    };
  }
  const stream = new OneShot(source as Stream, length);
  return {
    kind: "stream",
    length,
    get replayable() {
      return !stream.touched;
    },
    open: () => stream,
    discard: () => stream.close(),
  };
}

/**
 * A source that can be read once. As long as nothing was read it may be opened again, and giving an iterator of it up
 * leaves the source open; afterwards giving up closes it.
 */
class OneShot implements AsyncIterable<Uint8Array> {
  touched = false;
  #source: Source | Promise<Source> | undefined;
  readonly #length: number | undefined;
  #iterator: AsyncIterator<unknown> | undefined;
  #seen = 0;

  constructor(source: Source | Promise<Source>, length: number | undefined) {
    this.#source = source;
    this.#length = length;
    // A Node stream that fails while nobody reads it would end the process; its reader is told when it comes.
    (source as { on?: (event: string, listener: () => void) => void }).on?.("error", ignore);
    if (source instanceof Promise) source.catch(ignore);
  }

  /** One function, and not a generator over others: each would cost a stream of many chunks three turns a chunk. */
  async #read(reader: { ended: boolean }): Promise<IteratorResult<Uint8Array>> {
    const length = this.#length;
    this.touched = true;
    try {
      for (;;) {
        if (reader.ended) return { done: true, value: undefined };
        const at = await this.#next();
        if (at.done) {
          reader.ended = true;
          this.#source = undefined;
          if (length !== undefined && this.#seen < length)
            throw wrongLength(length, `ends after ${this.#seen}`);
          continue;
        }
        const chunk = bytesOf(at.value);
        if (chunk === undefined) throw invalidBody("yields something that is neither bytes nor text");
        this.#seen += chunk.length;
        if (length !== undefined && this.#seen > length) throw wrongLength(length, "yields more");
        if (chunk.length > 0) return { done: false, value: chunk };
      }
    } catch (cause) {
      this.close();
      if (cause instanceof SdkError) throw cause;
      const what = "the body of the request could not be read";
      throw new TransportError({ what, code: "REQUEST_BODY", retryable: false, cause });
    }
  }

  /** The next item of the source, or the promise of it. */
  #next(): Promise<IteratorResult<unknown>> | IteratorResult<unknown> {
    const source = this.#source;
    if (source === undefined) throw new Error("the stream was read before");
    if (source instanceof Promise)
      return source.then((opened) => (this.#iterator ??= iterate(opened)).next());
    return (this.#iterator ??= iterate(source)).next();
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    const reader = { ended: false };
    return {
      next: () => this.#read(reader),
      return: () => {
        if (this.touched) this.close();
        return Promise.resolve({ done: true, value: undefined });
      },
    };
  }

  /** Closes the source, once, unless it has ended. */
  close(): void {
    const source = this.#source;
    this.#source = undefined;
    this.touched = true;
    if (source !== undefined) closeSource(source, this.#iterator).catch(ignore);
  }
}

/** A Node stream is destroyed, for its iterator closes it only once it was read. */
async function closeSource(
  opening: Source | Promise<Source>,
  iterator?: AsyncIterator<unknown>,
): Promise<void> {
  const source = await opening;
  const { destroy } = source as { destroy?: () => void };
  if (typeof destroy === "function") destroy.call(source);
  else if (typeof source === "object") await (iterator ?? iterate(source)).return?.();
}

/** What is used of a Node stream of bytes or text. */
interface NodeStream {
  readonly readableObjectMode: boolean;
  readonly readableLength: number;
  readonly readableEnded: boolean;
  readonly destroyed: boolean;
  readonly errored: Error | null;
  on(event: string, listener: () => void): unknown;
  read(size?: number): unknown;
}

/** Bytes that are taken of a Node stream at once; its own iterator copies all that it holds into one chunk. */
const readSize = 65_536;

function iterateNode(stream: NodeStream): AsyncIterator<unknown> {
  let wake: (() => void) | undefined;
  for (const event of ["readable", "end", "error", "close"]) stream.on(event, () => wake?.());
  return {
    async next() {
      for (;;) {
        // What is destroyed has nothing to give, and 0 would ask for nothing.
        const size = Math.min(stream.readableLength, readSize) || undefined;
        const value = stream.destroyed ? null : stream.read(size);
        if (value !== null) return { done: false, value };
        if (stream.errored) throw stream.errored;
        if (stream.readableEnded) return { done: true, value };
        if (stream.destroyed) throw new Error("the stream was closed before its end");
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}

function iterate(source: Source): AsyncIterator<unknown> {
  const bytes = bytesOf(source);
  if (bytes) return [bytes].values() as unknown as AsyncIterator<unknown>;
  const stream = source instanceof Blob ? source.stream() : source;
  const { readableObjectMode, errored } = stream as Partial<NodeStream>;
  if (readableObjectMode === false && errored !== undefined)
    return iterateNode(stream as unknown as NodeStream);
  // Not every browser iterates a ReadableStream.
  if (!("getReader" in (stream as object))) return (stream as AsyncIterable<unknown>)[Symbol.asyncIterator]();
  const reader = (stream as ReadableStream<Uint8Array>).getReader();
  return {
    next: () => reader.read() as Promise<IteratorResult<unknown>>,
    return: async () => {
      await reader.cancel();
      return { done: true, value: undefined };
    },
  };
}

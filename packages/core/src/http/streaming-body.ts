/**
 * A response body that is read while it arrives. It is read once, by one of its ways; dropping it half-read (`break`,
 * {@link StreamingBody.destroy}, `await using`) frees its socket.
 */
export interface StreamingBody extends AsyncIterable<Uint8Array>, AsyncDisposable {
  /** The rest of the body as text, decoded as UTF-8. */
  text(): Promise<string>;
  /** The rest of the body, parsed as JSON. Throws a SyntaxError when it is not. */
  json<T = unknown>(): Promise<T>;
  /** The rest of the body in one array. */
  bytes(): Promise<Uint8Array>;
  /** The body as a web stream; cancelling it frees the socket. */
  stream(): ReadableStream<Uint8Array>;
  /** Gives the body up and frees its socket. Has no effect on a body that has been read to its end. */
  destroy(): void;
}

/**
 * Makes a {@link StreamingBody} of what a transport hands over. A second use throws a TypeError. The source's iterator is
 * opened at once, so that giving up an unread body reaches its `return`.
 */
export function createStreamingBody(source: Uint8Array | AsyncIterable<Uint8Array>): StreamingBody {
  const iterator = source instanceof Uint8Array ? once(source) : source[Symbol.asyncIterator]();
  let used = false;
  const open = (): AsyncIterator<Uint8Array> => {
    if (used) throw new TypeError("This body has been used already: a streaming body is read once");
    used = true;
    return iterator;
  };
  const bytes = async (): Promise<Uint8Array> => {
    const chunks: Uint8Array[] = [];
    const from = open();
    for (let at = await from.next(); !at.done; at = await from.next()) chunks.push(at.value);
    return concatBytes(chunks);
  };
  const text = async (): Promise<string> => new TextDecoder().decode(await bytes());
  const close = async (): Promise<void> => {
    used = true;
    // The iterator of a Node stream that was never read does not destroy its stream.
    (source as { destroy?: () => void }).destroy?.();
    await iterator.return?.();
  };
  return {
    text,
    bytes,
    json: async <T>() => JSON.parse(await text()) as T,
    stream() {
      const from = open();
      return new ReadableStream<Uint8Array>(
        {
          async pull(controller) {
            const { done, value } = await from.next();
            if (done) controller.close();
            else controller.enqueue(value);
          },
          async cancel() {
            await from.return?.();
          },
        },
        { highWaterMark: 0 },
      );
    },
    destroy() {
      close().catch(ignore);
    },
    [Symbol.asyncIterator]: open,
    // Browsers without explicit resource management lack the symbol; a polyfill's is found because this runs late.
    [Symbol.asyncDispose ?? Symbol.for("Symbol.asyncDispose")]: close,
  } as StreamingBody;
}

/** Joins chunks of bytes; a single chunk is returned as it is. */
export function concatBytes(chunks: readonly Uint8Array[]): Uint8Array {
  if (chunks.length === 1) return chunks[0]!;
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** A failure to close what nobody wants any more is nobody's concern. */
function ignore(): void {}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}

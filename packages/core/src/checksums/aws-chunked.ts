// The body encoding `aws-chunked` with an unsigned trailer: chunks of `<size in hex>\r\n<bytes>\r\n`, a chunk of size 0
// without bytes, then the trailer's headers and an empty line.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html

import type { RequestBody } from "../shape/streams.ts";
import { concatBytes } from "../http/streaming-body.ts";
import { createChecksum, toBase64, type Checksum } from "./checksum.ts";

/** Bytes of a chunk, save the last: as botocore cuts them. */
const chunkSize = 1_048_576;
/** Bytes that are worth copying to save a write. */
const smallSize = 65_536;

/** Characters of a digest in base64, by algorithm: what makes the length known before the digest is. */
const digestLength: Readonly<Record<string, number>> = {
  crc32: 8,
  crc32c: 8,
  crc64nvme: 12,
  sha1: 28,
  sha256: 44,
  sha512: 88,
};

/** Wraps a body so that each attempt sends it in chunks, followed by a checksum of what was sent. */
export function awsChunked(body: RequestBody, algorithm: string): RequestBody {
  const trailer = `x-amz-checksum-${algorithm}:`;
  const { length } = body;
  return {
    kind: body.kind === "stream" ? "stream" : "source",
    length:
      length === undefined ? undefined : encodedLength(length, trailer.length + digestLength[algorithm]!),
    get replayable() {
      return body.replayable;
    },
    open: () => new ChunkedBody(body.open(), algorithm, trailer),
    discard: () => body.discard(),
  };
}

function encodedLength(length: number, trailerLength: number): number {
  const full = Math.floor(length / chunkSize);
  const rest = length % chunkSize;
  const framed = (size: number): number => size.toString(16).length + 2 + size + 2;
  return full * framed(chunkSize) + (rest > 0 ? framed(rest) : 0) + 3 + trailerLength + 4;
}

/** One attempt's encoded bytes. Giving the iterator up gives the source up, even if nothing was read. */
class ChunkedBody implements AsyncIterableIterator<Uint8Array> {
  readonly #source: AsyncIterator<Uint8Array>;
  readonly #encoded: AsyncGenerator<Uint8Array>;

  constructor(source: Uint8Array | AsyncIterable<Uint8Array>, algorithm: string, trailer: string) {
    this.#source = (source instanceof Uint8Array ? single(source) : source)[Symbol.asyncIterator]();
    this.#encoded = encode(this.#source, algorithm, trailer);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Uint8Array>> {
    return this.#encoded.next();
  }

  async return(): Promise<IteratorResult<Uint8Array>> {
    await this.#source.return?.();
    return { done: true, value: undefined };
  }
}

async function* single(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function* encode(
  source: AsyncIterator<Uint8Array>,
  algorithm: string,
  trailer: string,
): AsyncGenerator<Uint8Array> {
  const text = new TextEncoder();
  const checksum: Checksum = await createChecksum(algorithm);
  let pieces: Uint8Array[] = [];
  let size = 0;
  for (let at = await source.next(); !at.done; at = await source.next()) {
    checksum.update(at.value);
    for (let rest = at.value; rest.length > 0;) {
      const piece = rest.subarray(0, chunkSize - size);
      rest = rest.subarray(piece.length);
      pieces.push(piece);
      size += piece.length;
      if (size < chunkSize) continue;
      yield* frame(text, pieces, size);
      pieces = [];
      size = 0;
    }
  }
  const end = text.encode(`0\r\n${trailer}${toBase64(await checksum.digest())}\r\n\r\n`);
  // Few bytes go out in one piece, and so in one packet.
  if (size > 0 && size <= smallSize) yield concatBytes([...frame(text, pieces, size), end]);
  else {
    if (size > 0) yield* frame(text, pieces, size);
    yield end;
  }
}

function* frame(
  text: InstanceType<typeof TextEncoder>,
  pieces: readonly Uint8Array[],
  size: number,
): Generator<Uint8Array> {
  yield text.encode(`${size.toString(16)}\r\n`);
  yield* pieces;
  yield text.encode("\r\n");
}

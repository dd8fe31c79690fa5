/**
 * Messages out of a stream of chunks (`application/vnd.amazon.eventstream`). Lengths and the checksum of the prelude are
 * checked as soon as its 12 bytes are there and before room is made for the message; then the checksum of the whole. Every
 * byte is copied once, however the chunks are cut. Whatever is wrong is an {@link IntegrityError}.
 */
import { IntegrityError } from "../../errors/errors.ts";
import { decodeUtf8 } from "../scalars/utf8.ts";
import { crc32 } from "./crc32.ts";
import {
  maxHeadersLength,
  maxPayloadLength,
  overhead,
  preludeLength,
  type HeaderValue,
  type Message,
} from "./message.ts";

/** Takes chunks, gives messages. */
export interface MessageDecoder {
  push(chunk: Uint8Array): void;
  /** The next whole message; undefined when more bytes are needed. */
  next(): Message | undefined;
  /** Says that there are no more bytes; throws when a message is incomplete. */
  end(): void;
}

/** Makes a decoder for one stream. Messages of a chunk are to be taken before the next chunk is pushed. */
export function createMessageDecoder(): MessageDecoder {
  let chunk = new Uint8Array(0);
  let at = 0;
  const prelude = new Uint8Array(preludeLength);
  let message = prelude;
  let filled = 0;

  /** Fills the message as far as the chunk goes. */
  const fill = (): boolean => {
    const count = Math.min(message.length - filled, chunk.length - at);
    message.set(chunk.subarray(at, at + count), filled);
    at += count;
    filled += count;
    return filled === message.length;
  };
  return {
    push(bytes) {
      chunk = bytes as typeof chunk;
      at = 0;
    },
    next() {
      if (message === prelude) {
        if (!fill()) return undefined;
        const whole = new Uint8Array(checkedLength(message));
        whole.set(prelude);
        message = whole;
      }
      if (!fill()) return undefined;
      const decoded = decodeMessage(message);
      message = prelude;
      filled = 0;
      return decoded;
    },
    end() {
      if (filled > 0) throw broken("truncated", "the stream of events ended within a message");
    },
  };
}

function uint(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let index = 0; index < size; index++) value = value * 256 + bytes[at + index]!;
  return value;
}

/** Total length of the message that a prelude announces. */
function checkedLength(prelude: Uint8Array): number {
  const total = uint(prelude, 0, 4);
  const headers = uint(prelude, 4, 4);
  if (uint(prelude, 8, 4) !== crc32(prelude, 0, 8))
    throw broken("checksum", "a prelude does not match its checksum");
  if (
    total < overhead ||
    headers > total - overhead ||
    headers > maxHeadersLength ||
    total - overhead - headers > maxPayloadLength
  ) {
    throw broken("framing", "a message has impossible lengths");
  }
  return total;
}

function decodeMessage(bytes: Uint8Array): Message {
  const end = bytes.length - 4;
  if (uint(bytes, end, 4) !== crc32(bytes, 0, end))
    throw broken("checksum", "a message does not match its checksum");
  const headersEnd = preludeLength + uint(bytes, 4, 4);
  return {
    headers: decodeHeaders(bytes.subarray(preludeLength, headersEnd)),
    payload: bytes.subarray(headersEnd, end),
  };
}

function decodeHeaders(bytes: Uint8Array): Map<string, HeaderValue> {
  const headers = new Map<string, HeaderValue>();
  let at = 0;
  const take = (count: number): number => {
    const from = at;
    at += count;
    if (at > bytes.length) throw broken("framing", "a header ends beyond the headers");
    return from;
  };
  const part = (count: number): Uint8Array => bytes.subarray(take(count), at);
  const sized = (): Uint8Array => part(uint(bytes, take(2), 2));
  const integer = (size: number): bigint => {
    let value = 0n;
    for (const byte of part(size)) value = value * 256n + BigInt(byte);
    return BigInt.asIntN(size * 8, value);
  };
  const value = (type: number): HeaderValue => {
    switch (type) {
      case 0:
      case 1:
        return type === 0;
      case 2:
      case 3:
      case 4:
      case 5:
        return exact(integer(2 ** (type - 2)));
      case 6:
        return sized().slice();
      case 7:
        return decodeUtf8(sized());
      case 8:
        return new Date(Number(integer(8)));
      case 9:
        return uuidOf(part(16));
      default:
        throw broken("framing", `a header has the unknown type ${type}`);
    }
  };
  while (at < bytes.length) {
    const name = decodeUtf8(part(uint(bytes, take(1), 1)));
    if (name === "" || headers.has(name)) throw broken("framing", "a header has no name or occurs twice");
    headers.set(name, value(uint(bytes, take(1), 1)));
  }
  return headers;
}

function exact(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function uuidOf(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function broken(reason: string, what: string): IntegrityError {
  return new IntegrityError({ what, reason, retryable: false });
}

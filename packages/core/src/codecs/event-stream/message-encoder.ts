/** Messages of the encoding `application/vnd.amazon.eventstream`, as bytes. */
import { ValidationError } from "../../errors/errors.ts";
import { encodeUtf8 } from "../scalars/utf8.ts";
import { crc32 } from "./crc32.ts";
import {
  maxHeadersLength,
  maxPayloadLength,
  overhead,
  preludeLength,
  type HeaderValue,
  type Message,
} from "./message.ts";

/**
 * A message as bytes. Integers take the smallest type that holds them, but no less than 32 bits.
 *
 * @throws {@link ValidationError} when headers or payload are too long for the format.
 */
export function encodeMessage({ headers, payload }: Message): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const [name, value] of headers) {
    const bytes = encodeUtf8(name);
    parts.push(Uint8Array.of(checked("header name", bytes.length, 255)), bytes, encodeValue(value));
  }
  const length = checked("headers", sum(parts), maxHeadersLength);
  const total = overhead + length + checked("payload", payload.length, maxPayloadLength);
  const message = new Uint8Array(total);
  const view = new DataView(message.buffer);
  view.setUint32(0, total);
  view.setUint32(4, length);
  view.setUint32(8, crc32(message, 0, 8));
  let at = preludeLength;
  for (const part of [...parts, payload]) {
    message.set(part, at);
    at += part.length;
  }
  view.setUint32(at, crc32(message, 0, at));
  return message;
}

function encodeValue(value: HeaderValue): Uint8Array {
  switch (typeof value) {
    case "boolean":
      return Uint8Array.of(value ? 0 : 1);
    case "string":
      return sized(7, encodeUtf8(value));
    case "number":
      return value === (value | 0) ? typed(4, 4, (view) => view.setInt32(1, value)) : long(5, value);
    case "bigint":
      return long(5, value);
    default:
      return value instanceof Date ? long(8, value.getTime()) : sized(6, value);
  }
}

function typed(type: number, room: number, write: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(1 + room);
  bytes[0] = type;
  write(new DataView(bytes.buffer));
  return bytes;
}

function long(type: number, value: number | bigint): Uint8Array {
  return typed(type, 8, (view) => view.setBigInt64(1, BigInt(value)));
}

function sized(type: number, value: Uint8Array): Uint8Array {
  const bytes = typed(type, 2 + checked("header", value.length, 0x7fff), (view) =>
    view.setUint16(1, value.length),
  );
  bytes.set(value, 3);
  return bytes;
}

function sum(parts: readonly Uint8Array[]): number {
  return parts.reduce((total, part) => total + part.length, 0);
}

function checked(what: string, length: number, limit: number): number {
  if (length <= limit) return length;
  throw new ValidationError({
    problems: [{ path: "event", problem: `${what} of ${length} bytes, ${limit} allowed` }],
  });
}

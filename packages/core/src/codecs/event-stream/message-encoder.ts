/** Messages of the encoding `application/vnd.amazon.eventstream`, as bytes. */
import { ValidationError } from "../../errors/errors.ts";
import { encodeUtf8 } from "../scalars/utf8.ts";
import { crc32 } from "./crc32.ts";
import {
  maxHeadersLength,
  maxPayloadLength,
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
  const head = encodeHeaders(headers);
  const end = preludeLength + head.length + checked("payload", payload.length, maxPayloadLength);
  const message = new Uint8Array(end + 4);
  const view = new DataView(message.buffer);
  view.setUint32(0, message.length);
  view.setUint32(4, head.length);
  view.setUint32(8, crc32(message, 0, 8));
  message.set(head, preludeLength);
  message.set(payload, preludeLength + head.length);
  view.setUint32(end, crc32(message, 0, end));
  return message;
}

/** The headers of a message as bytes: what signatures of messages cover. Throws {@link ValidationError} when they are too long. */
export function encodeHeaders(headers: Message["headers"]): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const [name, value] of headers) {
    const bytes = encodeUtf8(name);
    parts.push(Uint8Array.of(checked("header name", bytes.length, 255)), bytes, encodeValue(value));
  }
  for (const part of parts) length += part.length;
  const head = new Uint8Array(checked("headers", length, maxHeadersLength));
  let at = 0;
  for (const part of parts) {
    head.set(part, at);
    at += part.length;
  }
  return head;
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

function checked(what: string, length: number, limit: number): number {
  if (length <= limit) return length;
  throw new ValidationError({
    problems: [{ path: "event", problem: `${what} of ${length} bytes, ${limit} allowed` }],
  });
}

import { crc32 } from "node:zlib";

/** A header of a frame: name, type byte, bytes of the value as they are on the wire. */
export type FrameHeader = readonly [name: string, type: number, value: Uint8Array];

/** A header with a text. */
export function textHeader(name: string, value: string): FrameHeader {
  const bytes = Buffer.from(value);
  return [name, 7, Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes])];
}

/** A frame of `application/vnd.amazon.eventstream`. */
export function frame(headers: readonly FrameHeader[], payload: string | Uint8Array = ""): Buffer {
  const head = Buffer.concat(
    headers.map(([name, type, value]) => Buffer.from([name.length, ...Buffer.from(name), type, ...value])),
  );
  const body = Buffer.from(payload as string);
  return sealed(16 + head.length + body.length, head.length, Buffer.concat([head, body]));
}

/** A frame that claims these lengths, with checksums that are right for what it claims. */
export function sealed(total: number, headers: number, content: Uint8Array): Buffer {
  const start = prelude(total, headers);
  const bytes = Buffer.concat([start, content]);
  return Buffer.concat([bytes, uint32(crc32(bytes))]);
}

/** The twelve bytes before a frame's headers, with their right checksum. */
export function prelude(total: number, headers: number): Buffer {
  const lengths = Buffer.concat([uint32(total), uint32(headers)]);
  return Buffer.concat([lengths, uint32(crc32(lengths))]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

/** A frame with an event. */
export function event(
  type: string,
  payload: string | Uint8Array,
  contentType: string = "application/json",
): Buffer {
  return frame(
    [
      textHeader(":message-type", "event"),
      textHeader(":event-type", type),
      textHeader(":content-type", contentType),
    ],
    payload,
  );
}

/** A copy with one byte changed. */
export function flipped(bytes: Uint8Array, at: number): Buffer {
  const copy = Buffer.from(bytes);
  const index = at < 0 ? copy.length + at : at;
  copy[index] = copy[index]! ^ 0xff;
  return copy;
}

/** The head of a response with events, in chunks. */
export const eventsHead: string =
  "HTTP/1.1 200 OK\r\ncontent-type: application/vnd.amazon.eventstream\r\ntransfer-encoding: chunked\r\n\r\n";

/** A chunk of a chunked body. */
export function chunkOf(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]);
}

/** The end of a chunked body. */
export const lastChunk = "0\r\n\r\n";

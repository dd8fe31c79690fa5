import { crc32 } from "node:zlib";
import type { Random } from "../endpoints/parameter-samples.ts";
import { hostileText, pick } from "./hostile.ts";
import { mutateBytes } from "./mutate-bytes.ts";

interface Frame {
  head: Uint8Array;
  payload: Uint8Array;
}

/** Changes a stream of events in one message and makes the checksums right again, so that they hide nothing. */
export function mutateEvents(
  bytes: Uint8Array,
  random: Random,
  mutateDocument: (payload: Uint8Array, random: Random) => Uint8Array,
): Uint8Array {
  const frames = framesOf(bytes);
  const at = random(Math.max(1, frames.length));
  const frame = frames[at];
  if (frame === undefined) return mutateBytes(bytes, random);
  switch (random(7)) {
    case 0:
      frames.splice(at, 1);
      break;
    case 1:
      frames.splice(at, 0, frame);
      break;
    case 2:
      frame.payload = mutateDocument(frame.payload, random);
      break;
    case 3:
      frame.head = mutateBytes(frame.head, random);
      break;
    case 4:
      frame.head = textHeaders(random);
      break;
    case 5:
      return printWith(frames, at, random);
    default:
      frame.head = Buffer.concat([frame.head, anyHeader(random)]);
  }
  return Buffer.concat(frames.map((each) => print(each)));
}

function framesOf(bytes: Uint8Array): Frame[] {
  const buffer = Buffer.from(bytes);
  const frames: Frame[] = [];
  for (let at = 0; at + 16 <= buffer.length;) {
    const total = buffer.readUInt32BE(at);
    if (total < 16 || at + total > buffer.length) break;
    const body = at + 12 + buffer.readUInt32BE(at + 4);
    frames.push({ head: buffer.subarray(at + 12, body), payload: buffer.subarray(body, at + total - 4) });
    at += total;
  }
  return frames;
}

/** A message; lengths may be told that are not so. */
function print(
  { head, payload }: Frame,
  total = 16 + head.length + payload.length,
  headers: number = head.length,
): Uint8Array {
  const message = Buffer.concat([Buffer.alloc(12), head, payload, Buffer.alloc(4)]);
  message.writeUInt32BE(total >>> 0, 0);
  message.writeUInt32BE(headers >>> 0, 4);
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8);
  message.writeUInt32BE(crc32(message.subarray(0, -4)), message.length - 4);
  return message;
}

function printWith(frames: readonly Frame[], at: number, random: Random): Uint8Array {
  const lie = pick(random, [0, 3, 15, 16, 17, 1000, 0x1000000, 0x7fffffff, 0xfffffff0]);
  const [total, headers] = random(2) === 0 ? [lie, undefined] : [undefined, lie];
  return Buffer.concat(
    frames.map((frame, index) => (index === at ? print(frame, total, headers) : print(frame))),
  );
}

function textHeaders(random: Random): Uint8Array {
  const kind = pick(random, ["event", "exception", "error", "nothing", ""]);
  const type = pick(random, [
    "initial-response",
    "__proto__",
    "constructor",
    "EventOfTomorrow",
    "",
    "Throttling",
  ]);
  const names = [":message-type", pick(random, [":event-type", ":exception-type", ":error-code"])];
  return Buffer.concat([textHeader(names[0]!, kind), textHeader(names[1]!, type)]);
}

function textHeader(name: string, value: string): Uint8Array {
  const [key, text] = [Buffer.from(name), Buffer.from(value)];
  return Buffer.concat([
    Buffer.from([key.length]),
    key,
    Buffer.from([7, text.length >> 8, text.length & 255]),
    text,
  ]);
}

/** A header of any type, of the right length for it or not. */
function anyHeader(random: Random): Uint8Array {
  const name = Buffer.from(pick(random, ["", "x", ":date", ":event-type", "__proto__", ":message-type"]));
  const value =
    random(2) === 0
      ? Buffer.alloc(random(20), random(256))
      : Buffer.from(pick(random, hostileText).slice(0, 200));
  return Buffer.concat([Buffer.from([name.length]), name, Buffer.from([random(12)]), value]);
}

/**
 * Input as CBOR (RFC 8949). Facts: definite lengths only; integers in their shortest form; `float` in 32 and `double` in
 * 64 bits, `NaN` and the infinities in 16; a timestamp is tag 1 with seconds, an integer or, with a fraction, 64 bits; members
 * that are null or undefined are left out; `locationName` counts. Members keep the order in which the caller gave them.
 */
import { invalidInput } from "../../errors/errors.ts";
import { resolveRef, type Members, type Ref, type Resolved } from "../../shape/shape.ts";
import { bytesOf } from "../scalars/bytes.ts";
import { epochSeconds } from "../scalars/timestamps.ts";
import { encodeUtf8 } from "../scalars/utf8.ts";

/** A value of the given shape as CBOR. */
export function writeCbor(ref: Ref, value: unknown): Uint8Array {
  const bytes = new Uint8Array(512);
  const sink: Sink = { bytes, view: new DataView(bytes.buffer), at: 0 };
  writerOf(resolveRef(ref))(sink, value);
  return sink.bytes.subarray(0, sink.at);
}

interface Sink {
  bytes: Uint8Array;
  view: DataView;
  at: number;
}

type Writer = (sink: Sink, value: any) => void;

/** Makes room, and says where. */
function reserve(sink: Sink, count: number): number {
  const { at } = sink;
  if (at + count > sink.bytes.length) {
    const { bytes } = sink;
    sink.bytes = new Uint8Array(Math.max(bytes.length * 2, at + count));
    sink.bytes.set(bytes);
    sink.view = new DataView(sink.bytes.buffer);
  }
  sink.at = at + count;
  return at;
}

/** An initial byte with its argument in the shortest form. */
function writeHead(sink: Sink, major: number, argument: number | bigint): void {
  const type = major << 5;
  const room =
    argument < 24 ? 0 : argument < 0x100 ? 1 : argument < 0x10000 ? 2 : argument < 0x1_0000_0000 ? 4 : 8;
  const at = reserve(sink, room + 1);
  const { view } = sink;
  view.setUint8(at, type | (room ? 24 + Math.log2(room) : Number(argument)));
  if (room === 1) view.setUint8(at + 1, Number(argument));
  else if (room === 2) view.setUint16(at + 1, Number(argument));
  else if (room === 4) view.setUint32(at + 1, Number(argument));
  else if (room === 8) view.setBigUint64(at + 1, BigInt(argument));
}

const compiled: WeakMap<object, Writer> = /* @__PURE__ */ new WeakMap();

function writerOf({ shape }: Resolved): Writer {
  if (typeof shape !== "string") {
    let writer = compiled.get(shape);
    if (!writer) {
      writer =
        "list" in shape
          ? listWriter(shape.list)
          : "map" in shape
            ? mapWriter(shape.map)
            : structureWriter("union" in shape ? shape.union : shape.structure);
      compiled.set(shape, writer);
    }
    return writer;
  }
  switch (shape) {
    case "string":
      return writeText;
    case "boolean":
      return (sink, value) => writeHead(sink, 7, value ? 21 : 20);
    case "blob":
      return writeBytes;
    case "timestamp":
      return (sink, value) => {
        writeHead(sink, 6, 1);
        const seconds = epochSeconds(value);
        (Number.isInteger(seconds) ? writeInteger : writeDouble)(sink, seconds);
      };
    case "float":
      return writeFloat;
    case "double":
      return writeDouble;
    case "document":
      return (sink, value) => writeDocument(sink, value, 0);
    default:
      return writeInteger;
  }
}

// What a table holds is compiled when the first value arrives: that ends the recursion of shapes that contain themselves.
function structureWriter(members: Members): Writer {
  let writers: Map<string, { readonly key: string; readonly write: Writer }> | undefined;
  return (sink, value) => {
    writers ??= new Map(
      Object.entries<Ref>(members).map(([name, ref]) => {
        const resolved = resolveRef(ref);
        return [name, { key: resolved.traits.locationName ?? name, write: writerOf(resolved) }];
      }),
    );
    const known = writers;
    const given = Object.keys(value).filter((name) => isSet(value[name]) && known.has(name));
    writeHead(sink, 5, given.length);
    for (const name of given) {
      const { key, write } = known.get(name)!;
      writeText(sink, key);
      write(sink, value[name]);
    }
  };
}

function listWriter(list: Ref): Writer {
  let write: Writer | undefined;
  return (sink, value: Iterable<unknown>) => {
    write ??= writerOf(resolveRef(list));
    const items = [...value];
    writeHead(sink, 4, items.length);
    for (const item of items) writeOrNull(sink, write, item);
  };
}

function mapWriter(map: Ref): Writer {
  let write: Writer | undefined;
  return (sink, value: Record<string, unknown>) => {
    write ??= writerOf(resolveRef(map));
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    writeHead(sink, 5, entries.length);
    for (const [key, item] of entries) {
      writeText(sink, key);
      writeOrNull(sink, write, item);
    }
  };
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function writeOrNull(sink: Sink, write: Writer, value: unknown): void {
  if (isSet(value)) write(sink, value);
  else writeHead(sink, 7, 22);
}

function writeText(sink: Sink, text: string): void {
  const { length } = text;
  if (length < 32) {
    // Short ASCII text, the common case, is written at once; anything else starts over.
    const { at: start } = sink;
    writeHead(sink, 3, length);
    const at = reserve(sink, length);
    let done = 0;
    for (let code; done < length && (code = text.charCodeAt(done)) < 0x80; done++)
      sink.bytes[at + done] = code;
    if (done === length) return;
    sink.at = start;
  }
  writeString(sink, 3, encodeUtf8(text));
}

function writeBytes(sink: Sink, value: any): void {
  writeString(sink, 2, bytesOf(value));
}

function writeString(sink: Sink, major: number, bytes: Uint8Array): void {
  writeHead(sink, major, bytes.length);
  const at = reserve(sink, bytes.length);
  sink.bytes.set(bytes, at);
}

function writeInteger(sink: Sink, value: number | bigint): void {
  if (value >= 0) writeHead(sink, 0, value);
  // Beyond the integers that a number holds, one less is not exact.
  else writeHead(sink, 1, Number.isSafeInteger(value) ? -1 - Number(value) : BigInt(-1) - BigInt(value));
}

function writeFloat(sink: Sink, value: number): void {
  if (!Number.isFinite(value)) return writeSpecial(sink, value);
  const at = reserve(sink, 5);
  sink.bytes[at] = 0xfa;
  sink.view.setFloat32(at + 1, value);
}

function writeDouble(sink: Sink, value: number): void {
  if (!Number.isFinite(value)) return writeSpecial(sink, value);
  const at = reserve(sink, 9);
  sink.bytes[at] = 0xfb;
  sink.view.setFloat64(at + 1, value);
}

function writeSpecial(sink: Sink, value: number): void {
  const at = reserve(sink, 3);
  sink.bytes[at] = 0xf9;
  sink.view.setUint16(at + 1, value > 0 ? 0x7c00 : value < 0 ? 0xfc00 : 0x7e00);
}

function writeDocument(sink: Sink, value: unknown, depth: number): void {
  if (depth > 128) throw invalidInput("document", "nested too deeply");
  if (!isSet(value)) writeHead(sink, 7, 22);
  else if (typeof value === "string") writeText(sink, value);
  else if (typeof value === "boolean") writeHead(sink, 7, value ? 21 : 20);
  else if (typeof value === "bigint" || Number.isSafeInteger(value)) writeInteger(sink, value as number);
  else if (typeof value === "number") writeDouble(sink, value);
  else if (Array.isArray(value)) {
    writeHead(sink, 4, value.length);
    for (const item of value) writeDocument(sink, item, depth + 1);
  } else {
    const entries = Object.entries(value as object).filter(([, item]) => item !== undefined);
    writeHead(sink, 5, entries.length);
    for (const [key, item] of entries) {
      writeText(sink, key);
      writeDocument(sink, item, depth + 1);
    }
  }
}

/**
 * CBOR (RFC 8949) to a generic tree. Facts: definite and indefinite lengths; half, single and double floats; integers
 * beyond ±(2⁵³−1) and bignums (tags 2 and 3, up to 1,024 bytes) are `bigint`; `undefined` is null; map keys are text.
 * Everything is bounded by the bytes that are there: a count or length beyond them is refused before it is used, and so is
 * nesting beyond 128 levels. Text must be UTF-8.
 */
import { ParseError } from "../../errors/errors.ts";
import { setOwn } from "../scalars/own-property.ts";
import { checkDepth } from "../tree/tree-reader.ts";

/** A tagged item; 1 is seconds since 1970. */
export class CborTag {
  readonly tag: number | bigint;
  readonly value: unknown;

  constructor(tag: number | bigint, value: unknown) {
    this.tag = tag;
    this.value = value;
  }
}

/**
 * The one item that the bytes hold.
 *
 * @throws {@link ParseError} when they hold something else.
 */
export function decodeCbor(bytes: Uint8Array): unknown {
  const source = { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0 };
  const value = item(source, 0);
  if (source.at !== bytes.length) throw malformed("bytes after its end");
  return value;
}

interface Source {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  at: number;
}

/** Additional information of an initial byte: an indefinite length, and the end of one. */
const indefinite = 31;
const endOfItems = 0xff;

function item(source: Source, depth: number): unknown {
  checkDepth(depth);
  const head = source.bytes[skip(source, 1)]!;
  const info = head & 31;
  switch (head >> 5) {
    case 0:
      return argument(source, info);
    case 1:
      return negative(argument(source, info));
    case 2:
      return info === indefinite ? joined(chunks(source, 2)) : part(source, length(source, info)).slice();
    case 3:
      return info === indefinite
        ? chunks(source, 3).map(textOf).join("")
        : textOf(part(source, length(source, info)));
    case 4:
      return list(source, info, depth);
    case 5:
      return map(source, info, depth);
    case 6:
      return tagged(argument(source, info), item(source, depth + 1));
    default:
      return simple(source, info);
  }
}

/** Moves on, and says from where. */
function skip(source: Source, count: number): number {
  const { at } = source;
  if (count > source.bytes.length - at) throw malformed("its end before that of its items");
  source.at = at + count;
  return at;
}

function argument(source: Source, info: number): number | bigint {
  if (info < 24) return info;
  if (info > 27) throw malformed("an item of unknown length");
  const { view } = source;
  const at = skip(source, 1 << (info - 24));
  if (info === 24) return view.getUint8(at);
  if (info === 25) return view.getUint16(at);
  if (info === 26) return view.getUint32(at);
  const high = view.getUint32(at);
  return high < 0x200000 ? high * 0x1_0000_0000 + view.getUint32(at + 4) : view.getBigUint64(at);
}

function negative(value: number | bigint): number | bigint {
  if (value === Number.MAX_SAFE_INTEGER) return BigInt(-1) - BigInt(value);
  return typeof value === "number" ? -1 - value : BigInt(-1) - value;
}

/** A count of bytes or items; each takes a byte at least. */
function length(source: Source, info: number): number {
  const count = Number(argument(source, info));
  if (count > source.bytes.length - source.at) throw malformed("a length beyond its end");
  return count;
}

/** The next bytes, not copied. */
function part(source: Source, count: number): Uint8Array {
  const at = skip(source, count);
  return source.bytes.subarray(at, at + count);
}

function atEnd(source: Source): boolean {
  if (source.bytes[source.at] !== endOfItems) return false;
  source.at++;
  return true;
}

/** The parts of a string of indefinite length: definite strings of the same kind. */
function chunks(source: Source, major: number): Uint8Array[] {
  const parts: Uint8Array[] = [];
  while (!atEnd(source)) {
    const head = source.bytes[skip(source, 1)]!;
    if (head >> 5 !== major) throw malformed("a string made of other items");
    parts.push(part(source, length(source, head & 31)));
  }
  return parts;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const strict = /* @__PURE__ */ new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

// Most keys are short and ASCII; calling the decoder costs more than they are worth.
function textOf(bytes: Uint8Array): string {
  if (bytes.length < 12) {
    let text = "";
    let at = 0;
    for (let byte; at < bytes.length && (byte = bytes[at]!) < 0x80; at++) text += String.fromCharCode(byte);
    if (at === bytes.length) return text;
  }
  try {
    return strict.decode(bytes);
  } catch (cause) {
    throw malformed("text that is not UTF-8", cause);
  }
}

function list(source: Source, info: number, depth: number): unknown[] {
  const values: unknown[] = [];
  let left = info === indefinite ? Infinity : length(source, info);
  while (left-- > 0 && !(info === indefinite && atEnd(source))) values.push(item(source, depth + 1));
  return values;
}

function map(source: Source, info: number, depth: number): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  let left = info === indefinite ? Infinity : length(source, info);
  while (left-- > 0 && !(info === indefinite && atEnd(source))) {
    const key = item(source, depth + 1);
    if (typeof key !== "string") throw malformed("a map whose keys are not text");
    setOwn(value, key, item(source, depth + 1));
  }
  return value;
}

function tagged(tag: number | bigint, value: unknown): unknown {
  if ((tag !== 2 && tag !== 3) || !(value instanceof Uint8Array)) return new CborTag(tag, value);
  if (value.length > 1024) throw malformed("an integer of more than 1,024 bytes");
  let digits = "0x0";
  for (const byte of value) digits += byte.toString(16).padStart(2, "0");
  const integer = tag === 2 ? BigInt(digits) : BigInt(-1) - BigInt(digits);
  const number = Number(integer);
  return Number.isSafeInteger(number) ? number : integer;
}

function simple(source: Source, info: number): unknown {
  switch (info) {
    case 20:
    case 21:
      return info === 21;
    case 22:
    case 23:
      return null;
    case 25:
      return half(source.view.getUint16(skip(source, 2)));
    case 26:
      return source.view.getFloat32(skip(source, 4));
    case 27:
      return source.view.getFloat64(skip(source, 8));
    default:
      throw malformed("an unknown simple value");
  }
}

function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent ? 2 ** (exponent - 25) * (1024 + fraction) : 2 ** -24 * fraction);
}

function malformed(has: string, cause?: unknown): ParseError {
  return new ParseError({ what: `the body is not CBOR: it has ${has}`, cause });
}

/**
 * CBOR (RFC 8949) as far as the tour's server needs it. It is written for the server alone, apart from the core's codec,
 * so that the tour shows two independent ends understanding each other. Timestamps are tag 1 over seconds.
 */

/** Encodes JSON-like values, bytes and dates; members that are undefined are left out. */
export function encodeCbor(value: unknown): Uint8Array {
  const parts: Uint8Array[] = [];
  encode(value, parts);
  return Buffer.concat(parts);
}

function encode(value: unknown, out: Uint8Array[]): void {
  if (value === null || value === undefined) out.push(Uint8Array.of(0xf6));
  else if (typeof value === "boolean") out.push(Uint8Array.of(value ? 0xf5 : 0xf4));
  else if (typeof value === "number") encodeNumber(value, out);
  else if (typeof value === "string") {
    const bytes = new TextEncoder().encode(value);
    out.push(head(3, bytes.length), bytes);
  } else if (value instanceof Uint8Array) out.push(head(2, value.length), value);
  else if (value instanceof Date) {
    out.push(head(6, 1));
    encodeNumber(value.getTime() / 1000, out);
  } else if (Array.isArray(value)) {
    out.push(head(4, value.length));
    for (const item of value) encode(item, out);
  } else {
    const members = Object.entries(value as object).filter(([, member]) => member !== undefined);
    out.push(head(5, members.length));
    for (const [key, member] of members) {
      encode(key, out);
      encode(member, out);
    }
  }
}

function encodeNumber(value: number, out: Uint8Array[]): void {
  if (Number.isSafeInteger(value)) return void out.push(value < 0 ? head(1, -1 - value) : head(0, value));
  const bytes = Buffer.alloc(9);
  bytes[0] = 0xfb;
  bytes.writeDoubleBE(value, 1);
  out.push(bytes);
}

/** Initial byte of a major type with its argument in the shortest form. */
function head(major: number, argument: number): Uint8Array {
  const top = major << 5;
  if (argument < 24) return Uint8Array.of(top | argument);
  if (argument < 0x100) return Uint8Array.of(top | 24, argument);
  if (argument < 0x10000) return Uint8Array.of(top | 25, argument >> 8, argument & 0xff);
  const bytes = Buffer.alloc(argument < 0x100000000 ? 5 : 9);
  bytes[0] = top | (bytes.length === 5 ? 26 : 27);
  if (bytes.length === 5) bytes.writeUInt32BE(argument, 1);
  else bytes.writeBigUInt64BE(BigInt(argument), 1);
  return bytes;
}

/** Decodes one value. */
export function decodeCbor(bytes: Uint8Array): unknown {
  return new Reader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).value();
}

/** The item that ends an indefinite length. */
const stop = Symbol("break");

class Reader {
  #at = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  value(): unknown {
    const initial = this.#bytes.readUInt8(this.#at++);
    const major = initial >> 5;
    if (major === 7) return this.#simple(initial & 31);
    const count = this.#argument(initial & 31);
    if (major === 0) return count;
    if (major === 1) return -1 - count;
    if (major === 2) return new Uint8Array(Buffer.concat(this.#chunks(count)));
    if (major === 3) return Buffer.concat(this.#chunks(count)).toString("utf8");
    if (major === 4) return [...this.#items(count)];
    if (major === 5) {
      const entries: [string, unknown][] = [];
      for (const key of this.#items(count)) entries.push([String(key), this.value()]);
      return Object.fromEntries(entries);
    }
    const tagged = this.value();
    return count === 1 ? new Date(Number(tagged) * 1000) : tagged;
  }

  /** Argument of the initial byte; infinite for an indefinite length. */
  #argument(info: number): number {
    if (info < 24) return info;
    if (info === 31) return Infinity;
    const size = 1 << (info - 24);
    const from = this.#at;
    this.#at += size;
    return size === 8 ? Number(this.#bytes.readBigUInt64BE(from)) : this.#bytes.readUIntBE(from, size);
  }

  #simple(info: number): unknown {
    if (info === 31) return stop;
    if (info === 25) return halfFloat(this.#argument(25));
    if (info === 26) return this.#bytes.readFloatBE((this.#at += 4) - 4);
    if (info === 27) return this.#bytes.readDoubleBE((this.#at += 8) - 8);
    return info === 20 ? false : info === 21 ? true : null;
  }

  #chunks(length: number): Buffer[] {
    if (length === Infinity) return [...this.#items(length)].map((chunk) => Buffer.from(chunk as Uint8Array));
    return [this.#bytes.subarray(this.#at, (this.#at += length))];
  }

  *#items(count: number): Generator<unknown> {
    for (let i = 0; i < count; i++) {
      const item = this.value();
      if (item === stop) return;
      yield item;
    }
  }
}

function halfFloat(bits: number): number {
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

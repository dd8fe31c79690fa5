// SHA-256 (FIPS 180-4) and HMAC (RFC 2104) in plain JavaScript. WebCrypto's digests are asynchronous and would make every
// signature so; the messages signed are small.

export { createEcdsaP256 } from "./ecdsa-web.ts";
export { rsaSha1 } from "./rsa-web.ts";

const encoder: InstanceType<typeof TextEncoder> = /* @__PURE__ */ new TextEncoder();

/** The first 32 bits of the fractional parts of roots of the first primes: square roots for the state, cube roots for the rounds. */
function fractions(count: number, power: number): Uint32Array {
  const out = new Uint32Array(count);
  for (let n = 2, found = 0; found < count; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (prime) out[found++] = (n ** power - Math.floor(n ** power)) * 2 ** 32;
  }
  return out;
}

type Eight = [number, number, number, number, number, number, number, number];

let rounds: Uint32Array | undefined;
let initial: Uint32Array | undefined;

function compress(state: Uint32Array, view: DataView, offset: number, w: Uint32Array): void {
  const k = (rounds ??= fractions(64, 1 / 3));
  for (let i = 0; i < 64; i++) {
    if (i < 16) {
      w[i] = view.getUint32(offset + i * 4);
      continue;
    }
    const a = w[i - 15]!;
    const b = w[i - 2]!;
    const s0 = ((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3);
    const s1 = ((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10);
    w[i] = w[i - 16]! + s0 + w[i - 7]! + s1;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as Eight;
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + k[i]! + w[i]!) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => (state[i] = state[i]! + value));
}

function sha256(...parts: Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const message = new Uint8Array((((length + 8) >> 6) << 6) + 64);
  let at = 0;
  for (const part of parts) {
    message.set(part, at);
    at += part.length;
  }
  message[length] = 0x80;
  const view = new DataView(message.buffer);
  view.setUint32(message.length - 8, Math.floor(length / 2 ** 29));
  view.setUint32(message.length - 4, length << 3);
  const state = Uint32Array.from((initial ??= fractions(8, 1 / 2)));
  const schedule = new Uint32Array(64);
  for (let offset = 0; offset < message.length; offset += 64) compress(state, view, offset, schedule);
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((value, i) => digest.setUint32(i * 4, value));
  return new Uint8Array(digest.buffer);
}

function bytesOf(data: string | Uint8Array): Uint8Array {
  return typeof data === "string" ? encoder.encode(data) : data;
}

function hex(bytes: Uint8Array): string {
  let out = "";
  for (const byte of bytes) out += (byte + 256).toString(16).slice(1);
  return out;
}

/** SHA-256 of text (as UTF-8) or bytes, in lower-case hexadecimal. */
export function sha256Hex(data: string | Uint8Array): string {
  return hex(sha256(bytesOf(data)));
}

/** HMAC-SHA-256 of text, as bytes. */
export function hmacSha256(key: string | Uint8Array, text: string): Uint8Array {
  let secret = bytesOf(key);
  if (secret.length > 64) secret = sha256(secret);
  const inner = new Uint8Array(64).fill(0x36);
  const outer = new Uint8Array(64).fill(0x5c);
  secret.forEach((byte, i) => {
    inner[i]! ^= byte;
    outer[i]! ^= byte;
  });
  return sha256(outer, sha256(inner, encoder.encode(text)));
}

/** Makes a function that gives the HMAC-SHA-256 of text under a key, in lower-case hexadecimal. */
export function createHmacSha256(key: string | Uint8Array): (text: string) => string {
  return (text) => hex(hmacSha256(key, text));
}

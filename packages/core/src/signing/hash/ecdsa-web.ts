// ECDSA on P-256 (FIPS 186-4) with WebCrypto, which takes a private key only together with its public point. That is worked
// out here, once for each key, in affine coordinates of y² = x³ - 3x + b modulo p; nothing else needs arithmetic.
import { ConfigError } from "../../errors/errors.ts";

type Point = readonly [x: bigint, y: bigint];

interface Curve {
  readonly p: bigint;
  readonly generator: Point;
}

/** Parameters of P-256; a function, so that nothing is computed where no key is made. */
function curve(): Curve {
  return {
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    generator: [
      0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
      0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
    ],
  };
}

function modulo(value: bigint, p: bigint): bigint {
  const rest = value % p;
  return rest < 0n ? rest + p : rest;
}

/** The inverse of a number modulo p: Euclid's algorithm. */
function inverse(value: bigint, p: bigint): bigint {
  let [a, b, x, y] = [modulo(value, p), p, 1n, 0n];
  while (a > 1n) {
    const quotient = b / a;
    [a, b, x, y] = [b - quotient * a, a, y - quotient * x, x];
  }
  return modulo(x, p);
}

function add([x1, y1]: Point, [x2, y2]: Point, p: bigint): Point {
  const slope = x1 === x2 ? (3n * x1 * x1 - 3n) * inverse(2n * y1, p) : (y2 - y1) * inverse(x2 - x1, p);
  const x = modulo(slope * slope - x1 - x2, p);
  return [x, modulo(slope * (x1 - x) - y1, p)];
}

/** The public point of a private key, which is neither 0 nor as large as the order: partial sums never meet their negative. */
function publicPoint(key: bigint): Point {
  const { p, generator } = curve();
  let sum: Point | undefined;
  for (let power = generator; key > 0n; key >>= 1n) {
    if (key & 1n) sum = sum === undefined ? power : add(sum, power, p);
    power = add(power, power, p);
  }
  return sum!;
}

function hex(value: bigint): string {
  return value.toString(16).padStart(64, "0");
}

function base64url(digits: string): string {
  const bytes = digits.replace(/../g, (pair) => String.fromCharCode(parseInt(pair, 16)));
  return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** A positive number as DER writes it: without leading zeros, but one before a first bit that is set. */
function derInteger(digits: string): string {
  let value = digits.replace(/^(00)+/, "");
  if (value >= "8") value = "00" + value;
  return "02" + (value.length / 2).toString(16).padStart(2, "0") + value;
}

/** Makes a function that signs text with ECDSA on P-256 and SHA-256; the key is 64 hexadecimal digits, signatures are DER in hexadecimal. */
export function createEcdsaP256(key: string): (text: string) => Promise<string> {
  const { subtle } = crypto as Partial<typeof crypto>;
  if (subtle === undefined)
    throw new ConfigError({ what: "SigV4A needs WebCrypto, which browsers have on https pages alone" });
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const [x, y] = publicPoint(BigInt("0x" + key));
  const jwk = { kty: "EC", crv: "P-256", d: base64url(key), x: base64url(hex(x)), y: base64url(hex(y)) };
  const privateKey = subtle.importKey("jwk", jwk, algorithm, false, ["sign"]);
  return async (text) => {
    const bytes = await subtle.sign(algorithm, await privateKey, new TextEncoder().encode(text));
    let digits = "";
    for (const byte of new Uint8Array(bytes)) digits += (byte + 256).toString(16).slice(1);
    const both = derInteger(digits.slice(0, 64)) + derInteger(digits.slice(64));
    return "30" + (both.length / 2).toString(16).padStart(2, "0") + both;
  };
}

import { createHmac, hash } from "node:crypto";

export { createEcdsaP256 } from "./ecdsa-node.ts";
export { rsaSha1 } from "./rsa-node.ts";

/** SHA-256 of text (as UTF-8) or bytes, in lower-case hexadecimal. */
export function sha256Hex(data: string | Uint8Array): string {
  return hash("sha256", data, "hex");
}

/** HMAC-SHA-256 of text, as bytes. */
export function hmacSha256(key: string | Uint8Array, text: string): Uint8Array {
  return createHmac("sha256", key).update(text).digest();
}

/**
 * Makes a function that gives the HMAC-SHA-256 of text in lower-case hexadecimal, for keys that are used often: two one-shot
 * hashes (RFC 2104) cost half of what making an `Hmac` object costs.
 */
export function createHmacSha256(key: string | Uint8Array): (text: string) => string {
  let secret = Buffer.from(key as string);
  if (secret.length > 64) secret = Buffer.from(hash("sha256", secret, "hex"), "hex");
  let inner = Buffer.alloc(512, 0x36);
  const outer = Buffer.alloc(96, 0x5c);
  secret.forEach((byte, i) => {
    inner[i]! ^= byte;
    outer[i]! ^= byte;
  });
  return (text) => {
    const room = 64 + text.length * 3;
    if (room > inner.length) inner = Buffer.concat([inner.subarray(0, 64)], room);
    const end = 64 + inner.write(text, 64);
    outer.write(hash("sha256", inner.subarray(0, end), "binary"), 64, "binary");
    return hash("sha256", outer, "hex");
  };
}

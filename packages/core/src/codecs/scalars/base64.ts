/** Base64 with padding (RFC 4648 §4), the form that all protocols use for blobs in text. */
import { parseError } from "../../errors/errors.ts";

interface NodeBuffers {
  from(source: ArrayBufferLike, offset: number, length: number): { toString(encoding: string): string };
  from(source: string, encoding: string): Uint8Array;
}

// Looked up as a property, so that bundlers for browsers do not supply a polyfill.
const buffers = (): NodeBuffers | undefined => (globalThis as { Buffer?: NodeBuffers }).Buffer;

/** Bytes as base64 text. */
export function encodeBase64(bytes: Uint8Array): string {
  const node = buffers();
  if (node) return node.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/**
 * The bytes of base64 text. White space and missing padding are tolerated.
 *
 * @throws {@link ParseError} when the text is not base64.
 */
export function decodeBase64(text: string): Uint8Array {
  let digits = text.replace(/\s+/g, "");
  let end = digits.length;
  while (digits[end - 1] === "=") end--;
  digits = digits.slice(0, end);
  const node = buffers();
  if (digits.length % 4 !== 1) {
    // Buffer skips what is no base64, and the length gives it away. It may share a pool, so that a copy is due.
    if (node) {
      const bytes = new Uint8Array(node.from(digits, "base64"));
      if (bytes.length === Math.floor(digits.length * 0.75)) return bytes;
    } else if (/^[A-Za-z0-9+/]*$/.test(digits)) {
      return Uint8Array.from(atob(digits), (c) => c.charCodeAt(0));
    }
  }
  throw parseError("the response holds a blob that is not base64");
}

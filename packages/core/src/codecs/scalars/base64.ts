/** Base64 with padding (RFC 4648 §4), the form that all protocols use for blobs in text. */
import { ParseError } from "../../errors/errors.ts";

interface NodeBuffer extends Uint8Array {
  toString(encoding?: string): string;
}

interface NodeBuffers {
  from(source: ArrayBufferLike, offset: number, length: number): NodeBuffer;
  from(source: string, encoding: string): NodeBuffer;
}

// Looked up as a property, so that bundlers for browsers do not supply a polyfill.
const buffers = (): NodeBuffers | undefined => (globalThis as { Buffer?: NodeBuffers }).Buffer;

/** Bytes as base64 text. */
export function encodeBase64(bytes: Uint8Array): string {
  const node = buffers();
  if (node) return node.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(binary);
}

/**
 * The bytes of base64 text. White space and missing padding are tolerated.
 *
 * @throws {@link ParseError} when the text is not base64.
 */
export function decodeBase64(text: string): Uint8Array {
  const clean = /\s/.test(text) ? text.replace(/\s+/g, "") : text;
  const digits = clean.endsWith("==")
    ? clean.length - 2
    : clean.endsWith("=")
      ? clean.length - 1
      : clean.length;
  const length = Math.floor((digits * 3) / 4);
  const node = buffers();
  if (node) {
    const bytes = node.from(clean, "base64");
    // Buffer skips what is no base64; the length gives it away. Small buffers share a pool, so that a copy is due.
    if (bytes.length === length && digits % 4 !== 1) return new Uint8Array(bytes);
    throw invalid();
  }
  try {
    return Uint8Array.from(atob(clean), (c) => c.charCodeAt(0));
  } catch (cause) {
    throw invalid(cause);
  }
}

function invalid(cause?: unknown): ParseError {
  return new ParseError({ what: "the response holds a blob that is not base64", cause });
}

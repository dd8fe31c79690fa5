import type { BlobInput } from "../../shape/values.ts";
import { encodeUtf8 } from "./utf8.ts";

/** The bytes of a blob as callers give them: text is UTF-8, views and buffers are not copied. */
export function bytesOf(value: BlobInput | ArrayBufferView): Uint8Array {
  if (typeof value === "string") return encodeUtf8(value);
  if (value instanceof Uint8Array) return value;
  return ArrayBuffer.isView(value)
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : new Uint8Array(value);
}

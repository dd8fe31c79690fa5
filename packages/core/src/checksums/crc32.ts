import { createCrc32, type Crc32 } from "./crc32-table.ts";

/** Bytes from which on the platform's own CRC is worth loading. */
const nativeFrom = 4_096;

const portable: Crc32 = /* @__PURE__ */ createCrc32(0xedb88320);
let native: Crc32 | undefined;

/**
 * CRC-32 of bytes (ISO 3309, as in zlib), continued from `seed`. Many bytes go through `zlib.crc32` where the platform
 * has it (Node ≥ 20.15 and ≥ 22.2).
 */
export function crc32(bytes: Uint8Array, seed: number = 0): number {
  if (bytes.length < nativeFrom) return portable(bytes, seed);
  native ??= (typeof process === "object" && process.getBuiltinModule?.("node:zlib")?.crc32) || portable;
  return native(bytes, seed);
}

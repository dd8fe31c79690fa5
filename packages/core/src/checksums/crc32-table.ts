/** A reflected 32-bit CRC of bytes, continued from `seed`, the CRC of what came before. */
export type Crc32 = (bytes: Uint8Array, seed?: number) => number;

/**
 * Makes the CRC of a reversed polynomial (initial value and final XOR all ones), eight bytes at a time ("slicing-by-8",
 * Kounavis and Berry 2005). Tables are made by the first call.
 */
export function createCrc32(polynomial: number): Crc32 {
  let table: Int32Array | undefined;
  return (bytes, seed = 0) => {
    const t = (table ??= makeTable(polynomial));
    const { length } = bytes;
    let crc = ~seed;
    let i = 0;
    for (const end = length - 7; i < end; i += 8) {
      crc ^= bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
      crc =
        t[1792 + (crc & 255)]! ^
        t[1536 + ((crc >>> 8) & 255)]! ^
        t[1280 + ((crc >>> 16) & 255)]! ^
        t[1024 + (crc >>> 24)]! ^
        t[768 + bytes[i + 4]!]! ^
        t[512 + bytes[i + 5]!]! ^
        t[256 + bytes[i + 6]!]! ^
        t[bytes[i + 7]!]!;
    }
    for (; i < length; i++) crc = (crc >>> 8) ^ t[(crc ^ bytes[i]!) & 255]!;
    return ~crc >>> 0;
  };
}

function makeTable(polynomial: number): Int32Array {
  const table = new Int32Array(2048);
  for (let n = 0; n < 2048; n++) {
    // A row of 256 goes one byte further than the row before it.
    let crc = n < 256 ? n : table[n - 256]!;
    if (n < 256) for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
    else crc = (crc >>> 8) ^ table[crc & 255]!;
    table[n] = crc;
  }
  return table;
}

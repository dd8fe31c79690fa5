import { createCrc32, type Crc32 } from "./crc32-table.ts";

/** CRC-32C of bytes (Castagnoli; RFC 3720, appendix B.4), continued from `seed`. */
export const crc32c: Crc32 = /* @__PURE__ */ createCrc32(0x82f63b78);

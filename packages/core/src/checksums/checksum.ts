import { ConfigError } from "../errors/errors.ts";
import { crc32 } from "./crc32.ts";
import type { Crc32 } from "./crc32-table.ts";

/** A running checksum of bytes that arrive in pieces. */
export interface Checksum {
  update(bytes: Uint8Array): void;
  /** The checksum of all bytes, most significant byte first. Called once, at the end. */
  digest(): Uint8Array | Promise<Uint8Array>;
}

/** Algorithms of `x-amz-checksum-<algorithm>` that can be computed, in the order in which a response's are preferred. */
export const checksumAlgorithms: readonly string[] = [
  "crc64nvme",
  "crc32c",
  "crc32",
  "sha1",
  "sha256",
  "sha512",
];

/**
 * Begins a checksum. CRC-32 is at hand, the other algorithms are loaded when asked for. Throws {@link ConfigError} for an
 * algorithm that is not one of {@link checksumAlgorithms} (or `md5`, where the platform has it).
 */
export async function createChecksum(algorithm: string): Promise<Checksum> {
  const checksum = await begin(algorithm);
  if (checksum) return checksum;
  throw new ConfigError({ what: `the checksum algorithm ${JSON.stringify(algorithm)} is not supported` });
}

async function begin(algorithm: string): Promise<Checksum | undefined> {
  switch (algorithm) {
    case "crc32":
      return crcChecksum(crc32);
    case "crc32c":
      return crcChecksum((await import("./crc32c.ts")).crc32c);
    case "crc64nvme":
      return new (await import("./crc64-nvme.ts")).Crc64Nvme();
    case "sha1":
    case "sha256":
    case "sha512":
    case "md5":
      return (await import("./digest.ts")).createDigest(algorithm);
    default:
      return undefined;
  }
}

/** The checksum of some bytes, in base64. */
export async function checksumOf(
  algorithm: string,
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<string> {
  const checksum = await createChecksum(algorithm);
  for await (const chunk of bytes instanceof Uint8Array ? [bytes] : bytes) checksum.update(chunk);
  return toBase64(await checksum.digest());
}

/** Base64 of a digest: of few bytes. */
export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function crcChecksum(crc: Crc32): Checksum {
  let value = 0;
  return {
    update(bytes) {
      value = crc(bytes, value);
    },
    digest() {
      return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
    },
  };
}

import { ConfigError } from "../errors/errors.ts";
import type { Checksum } from "./checksum.ts";

const webNames: Readonly<Record<string, string>> = { sha1: "SHA-1", sha256: "SHA-256", sha512: "SHA-512" };

/**
 * Begins a message digest: `sha1`, `sha256`, `sha512`, and `md5` on Node. Without `node:crypto`, Web Crypto digests whole
 * messages, so that the bytes are kept until the end: prefer a CRC for large bodies there.
 */
export function createDigest(algorithm: string): Checksum {
  const node = typeof process === "object" ? process.getBuiltinModule?.("node:crypto") : undefined;
  if (node === undefined) return createWebDigest(algorithm);
  const hash = node.createHash(algorithm);
  return {
    update(bytes) {
      hash.update(bytes);
    },
    digest: () => new Uint8Array(hash.digest()),
  };
}

/** Begins a digest with Web Crypto, which has no MD5: {@link ConfigError} is thrown for it. */
export function createWebDigest(algorithm: string): Checksum {
  const name = webNames[algorithm];
  if (name === undefined) throw new ConfigError({ what: `this platform cannot compute ${algorithm}` });
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  return {
    update(bytes) {
      chunks.push(bytes as Uint8Array<ArrayBuffer>);
    },
    async digest() {
      return new Uint8Array(await crypto.subtle.digest(name, await new Blob(chunks).arrayBuffer()));
    },
  };
}

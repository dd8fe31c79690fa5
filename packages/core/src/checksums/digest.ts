import type { Checksum } from "./checksum.ts";

const webNames: Readonly<Record<string, string>> = { sha1: "SHA-1", sha256: "SHA-256", sha512: "SHA-512" };

/**
 * Begins a message digest: `sha1`, `sha256`, `sha512`, and `md5` on Node. Without `node:crypto`, Web Crypto digests whole
 * messages, so that the bytes are kept until the end: prefer a CRC for large bodies there. Undefined for what the platform
 * cannot compute. Imports nothing: what a bundler finds behind an `import()` it may wrap.
 */
export function createDigest(algorithm: string): Checksum | undefined {
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

/** Begins a digest with Web Crypto; undefined for MD5, which it lacks. */
export function createWebDigest(algorithm: string): Checksum | undefined {
  const name = webNames[algorithm];
  if (name === undefined) return undefined;
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

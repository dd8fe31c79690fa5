import { createDigest } from "../../checksums/digest.ts";
import { encodeBase64 } from "../../codecs/scalars/base64.ts";
import { encodeUtf8 } from "../../codecs/scalars/utf8.ts";
import { ConfigError } from "../../errors/errors.ts";

/**
 * Encryption keys of the customer (SSE-C) are given as they are, text or bytes, and sent as base64 with their MD5. Whoever
 * gives the MD5 has encoded the key as well.
 */
export function encodeCustomerKeys(input: Readonly<Record<string, unknown>>): Record<string, string> {
  const changes: Record<string, string> = {};
  for (const name of ["SSECustomerKey", "CopySourceSSECustomerKey"]) {
    const key = input[name];
    if (input[`${name}MD5`] != null || !(typeof key === "string" || key instanceof Uint8Array)) continue;
    const bytes = typeof key === "string" ? encodeUtf8(key) : key;
    const md5 = createDigest("md5");
    if (!md5)
      throw new ConfigError({ what: `this platform has no MD5: encode ${name} and give ${name}MD5, too` });
    md5.update(bytes);
    changes[name] = encodeBase64(bytes);
    changes[`${name}MD5`] = encodeBase64(md5.digest() as Uint8Array);
  }
  return changes;
}

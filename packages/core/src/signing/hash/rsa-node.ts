import { sign } from "node:crypto";
import { ConfigError } from "../../errors/errors.ts";

/** Signs with RSA (PKCS #1 v1.5) and SHA-1; the key is in PEM. Throws {@link ConfigError} for one that cannot be read. */
export function rsaSha1(privateKey: string, data: Uint8Array): Uint8Array {
  try {
    return sign("sha1", data, privateKey);
  } catch {
    // Without its cause, which may quote the key.
    throw new ConfigError({ what: "the private key is not an RSA key in PEM" });
  }
}

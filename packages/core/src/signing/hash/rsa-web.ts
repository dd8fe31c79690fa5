import { ConfigError } from "../../errors/errors.ts";

const pem = /^\s*-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END PRIVATE KEY-----\s*$/;

/** Signs with RSA (PKCS #1 v1.5) and SHA-1; the key is in PEM, PKCS #8 alone. Throws {@link ConfigError} for one that cannot be read. */
export async function rsaSha1(privateKey: string, data: Uint8Array): Promise<Uint8Array> {
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-1" };
  try {
    const text = atob(pem.exec(privateKey)![1]!.replace(/\s/g, ""));
    const der = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    const key = await crypto.subtle.importKey("pkcs8", der, algorithm, false, ["sign"]);
    return new Uint8Array(await crypto.subtle.sign(algorithm, key, data as Uint8Array<ArrayBuffer>));
  } catch {
    // Without its cause, which may quote the key.
    throw new ConfigError({ what: "the private key is not an RSA key in PEM of the form BEGIN PRIVATE KEY" });
  }
}

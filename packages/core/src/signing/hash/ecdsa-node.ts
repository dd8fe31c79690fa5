import { createPrivateKey, sign } from "node:crypto";

/** Beginning of an EC private key on P-256 without its public half (RFC 5915), before and after the 32 bytes of the key. */
const head = "30310201010420";
const tail = "a00a06082a8648ce3d030107";

/** Makes a function that signs text with ECDSA on P-256 and SHA-256; the key is 64 hexadecimal digits, signatures are DER in hexadecimal. */
export function createEcdsaP256(key: string): (text: string) => string {
  const der = Buffer.from(head + key + tail, "hex");
  const privateKey = createPrivateKey({ key: der, format: "der", type: "sec1" });
  return (text) => sign("sha256", Buffer.from(text), privateKey).toString("hex");
}

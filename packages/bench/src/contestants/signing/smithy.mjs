import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import { batch, checked, credentials, region, requests } from "./requests.mjs";

/** The hash that the SDK's clients give their signers on Node, reduced to what is called. */
class Sha256 {
  #hash;
  constructor(secret) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", secret);
  }
  update(data) {
    this.#hash.update(data);
  }
  async digest() {
    return this.#hash.digest();
  }
  reset() {}
}

export { batch as wanted };

export async function open(operation) {
  const { service, method, host, path, query, headers, body } = requests[operation];
  const signer = new SignatureV4({
    credentials,
    region,
    service,
    sha256: Sha256,
    uriEscapePath: service !== "s3",
    applyChecksum: service === "s3",
  });
  return async () => {
    let signed;
    for (let i = 0; i < batch; i++) {
      signed = await signer.sign({
        method,
        protocol: "https:",
        hostname: host,
        path,
        query,
        headers: { host, ...headers },
        body,
      });
    }
    return checked(signed.headers.authorization);
  };
}

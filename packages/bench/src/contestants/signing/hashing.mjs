/** The floor: what every signature hashes, payload, canonical request and string to sign, and no text built. */
import { createHmac, hash } from "node:crypto";
import { batch, requests } from "./requests.mjs";

export { batch as wanted };

export async function open(operation) {
  const { body = "" } = requests[operation];
  const canonical = "c".repeat(400);
  const key = Buffer.alloc(32, 7);
  return () => {
    let length = 0;
    for (let i = 0; i < batch; i++) {
      length += hash("sha256", body, "hex").length;
      length += hash("sha256", canonical, "hex").length;
      length += createHmac("sha256", key).update("s".repeat(138)).digest("hex").length;
    }
    return length === batch * 192 ? batch : 0;
  };
}

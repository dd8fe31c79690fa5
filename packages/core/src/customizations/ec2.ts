import { decodeBase64 } from "../codecs/scalars/base64.ts";
import { decodeUtf8 } from "../codecs/scalars/utf8.ts";
import type { Customization } from "../pipeline/service.ts";

/** What EC2 does differently: a console's output is base64. */
export const ec2: Customization = {
  output({ operation }, output) {
    const text = output["Output"];
    if (operation.name !== "GetConsoleOutput" || typeof text !== "string") return output;
    try {
      output["Output"] = decodeUtf8(decodeBase64(text));
    } catch {
      // What is no base64 stays as it is.
    }
    return output;
  },
};

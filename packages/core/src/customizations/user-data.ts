import { encodeBase64 } from "../codecs/scalars/base64.ts";
import { encodeUtf8 } from "../codecs/scalars/utf8.ts";
import type { Customization } from "../pipeline/service.ts";

const operations: readonly string[] = ["RunInstances", "CreateLaunchConfiguration"];

/** `UserData` is sent as base64; callers give the script itself, as text. */
export const userData: Customization = {
  input({ input, operation }) {
    const data = input["UserData"];
    if (typeof data !== "string" || !operations.includes(operation.name)) return input;
    return { ...input, UserData: encodeBase64(encodeUtf8(data)) };
  },
};

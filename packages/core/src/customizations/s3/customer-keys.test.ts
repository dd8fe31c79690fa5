import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { encodeCustomerKeys } from "./customer-keys.ts";

const key = "0123456789abcdef0123456789abcdef";
const md5 = createHash("md5").update(key).digest("base64");
const base64 = Buffer.from(key).toString("base64");

describe("keys of the customer", () => {
  it.each([
    ["text", key],
    ["bytes", new TextEncoder().encode(key)],
  ])("are encoded, with their MD5, when given as %s", (_, SSECustomerKey) => {
    expect(encodeCustomerKeys({ SSECustomerKey })).toEqual({
      SSECustomerKey: base64,
      SSECustomerKeyMD5: md5,
    });
  });

  it("of the source of a copy too", () => {
    expect(
      encodeCustomerKeys({ SSECustomerKey: base64, SSECustomerKeyMD5: md5, CopySourceSSECustomerKey: key }),
    ).toEqual({ CopySourceSSECustomerKey: base64, CopySourceSSECustomerKeyMD5: md5 });
  });

  it("stay as they are with an MD5, and other inputs without keys", () => {
    expect(encodeCustomerKeys({ SSECustomerKey: base64, SSECustomerKeyMD5: md5 })).toEqual({});
    expect(encodeCustomerKeys({ Bucket: "b" })).toEqual({});
  });
});

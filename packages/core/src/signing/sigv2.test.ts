import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { HttpRequest } from "../http/messages.ts";
import { sigv2 } from "./sigv2.ts";

const context = { signingName: "sdb", region: "us-east-1", date: new Date("2026-03-04T05:06:07.890Z") };
const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret", sessionToken: "a/b=" };
const request: HttpRequest = {
  method: "POST",
  url: "https://sdb.amazonaws.com/",
  headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
  body: new TextEncoder().encode("Action=Select&SelectExpression=select+%2A+from+a&Version=2009-04-15"),
};

describe("sigv2", () => {
  it("adds the parameters of the signature to the form", async () => {
    const { body } = await sigv2.sign(request, credentials, context);
    const text = new TextDecoder().decode(body as Uint8Array);
    const signed =
      "AWSAccessKeyId=AKIDEXAMPLE&Action=Select&SecurityToken=a%2Fb%3D&SelectExpression=select%20%2A%20from%20a&SignatureMethod=HmacSHA256&SignatureVersion=2&Timestamp=2026-03-04T05%3A06%3A07Z&Version=2009-04-15";
    const signature = createHmac("sha256", "secret")
      .update(`POST\nsdb.amazonaws.com\n/\n${signed}`)
      .digest("base64");
    const sent = new URLSearchParams(text);
    expect(sent.get("Signature")).toBe(signature);
    expect(sent.get("SelectExpression")).toBe("select * from a");
    expect([...sent.keys()].slice(0, 3)).toEqual(["Action", "SelectExpression", "Version"]);
  });

  it("refuses a request without a form", () => {
    expect(() => sigv2.sign({ ...request, body: undefined! }, credentials, context)).toThrow("signs forms");
  });
});

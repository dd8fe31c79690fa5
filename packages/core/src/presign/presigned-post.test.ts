import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createPresignedPost } from "../presign.ts";
import { clientOf, credentials, s3Service } from "./presign.fixture.ts";

beforeEach(() => void vi.useFakeTimers({ now: new Date("2015-12-29T00:00:00.500Z"), toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

function policyOf(fields: Readonly<Record<string, string>>): unknown {
  return JSON.parse(Buffer.from(fields["policy"]!, "base64").toString());
}

describe("createPresignedPost", () => {
  it("signs a policy with the conditions given, those of bucket and key, and those of the signature", async () => {
    const client = clientOf(s3Service, { credentials: { ...credentials, sessionToken: "t" } });
    const { url, fields, expiresAt } = await createPresignedPost(client, {
      Bucket: "b",
      Key: "k",
      fields: { acl: "private" },
      conditions: [{ acl: "private" }, ["content-length-range", 1, 10]],
      expiresIn: 60,
    });
    const signed = {
      "x-amz-algorithm": "AWS4-HMAC-SHA256",
      "x-amz-credential": "AKIDEXAMPLE/20151229/us-east-1/s3/aws4_request",
      "x-amz-date": "20151229T000000Z",
      "x-amz-security-token": "t",
    };
    expect(url).toBe("https://b.s3.us-east-1.amazonaws.com/");
    expect(fields).toMatchObject({ acl: "private", key: "k", ...signed });
    expect(policyOf(fields)).toEqual({
      expiration: "2015-12-29T00:01:00Z",
      conditions: [
        { acl: "private" },
        ["content-length-range", 1, 10],
        { bucket: "b" },
        { key: "k" },
        ...Object.entries(signed).map(([name, value]) => ({ [name]: value })),
      ],
    });
    const key = ["20151229", "us-east-1", "s3", "aws4_request"].reduce<string | Buffer>(
      (secret, part) => createHmac("sha256", secret).update(part).digest(),
      "AWS4" + credentials.secretAccessKey,
    );
    expect(fields["x-amz-signature"]).toBe(createHmac("sha256", key).update(fields["policy"]!).digest("hex"));
    expect(expiresAt).toEqual(new Date("2015-12-29T00:01:00Z"));
  });

  it("leaves the end of the key to the file's name", async () => {
    const { fields } = await createPresignedPost(clientOf(s3Service), { Bucket: "b", Key: "in/${filename}" });
    expect(fields["key"]).toBe("in/${filename}");
    expect(policyOf(fields)).toMatchObject({
      conditions: [{ bucket: "b" }, ["starts-with", "$key", "in/"], {}, {}, {}],
    });
  });

  it("does not change what it was given", async () => {
    const options = Object.freeze({
      Bucket: "b",
      Key: "k",
      fields: Object.freeze({}),
      conditions: Object.freeze([]),
    });
    await createPresignedPost(clientOf(s3Service), options);
    expect(options.conditions).toEqual([]);
  });

  it("refuses an anonymous client", async () => {
    const client = clientOf(s3Service, { credentials: "anonymous" });
    await expect(createPresignedPost(client, { Bucket: "b", Key: "k" })).rejects.toThrow("signed with none");
  });
});

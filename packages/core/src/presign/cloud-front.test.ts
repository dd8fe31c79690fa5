import { constants, createVerify, generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { ConfigError } from "../index.ts";
import { cloudFrontPolicy, cloudFrontSignedCookies, cloudFrontSignedUrl } from "../presign.ts";
import * as web from "../signing/hash/rsa-web.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pkcs8 = privateKey.export({ type: "pkcs8", format: "pem" }) as string;
const pkcs1 = privateKey.export({ type: "pkcs1", format: "pem" }) as string;
const url = "https://d1.cloudfront.net/film.mp4";
const expiresAt = new Date("2030-01-01T00:00:00.900Z");
const canned = `{"Statement":[{"Resource":"${url}","Condition":{"DateLessThan":{"AWS:EpochTime":1893456000}}}]}`;

function decode(text: string): Buffer {
  return Buffer.from(text.replaceAll("-", "+").replaceAll("_", "=").replaceAll("~", "/"), "base64");
}

function verifies(policy: string, signature: Uint8Array): boolean {
  const key = { key: publicKey, padding: constants.RSA_PKCS1_PADDING };
  return createVerify("sha1").update(policy).verify(key, signature);
}

describe("cloudFrontSignedUrl", () => {
  it("signs a canned policy, with either kind of key", async () => {
    for (const key of [pkcs8, pkcs1]) {
      const signed = await cloudFrontSignedUrl({ url, expiresAt, keyPairId: "K1", privateKey: key });
      const [, signature] = /^(?:.*)\?Expires=1893456000&Signature=(.*)&Key-Pair-Id=K1$/.exec(signed)!;
      expect(signed.startsWith(url)).toBe(true);
      expect(verifies(canned, decode(signature!))).toBe(true);
    }
  });

  it("signs a policy of one's own, and adds to a query", async () => {
    const policy = cloudFrontPolicy({
      resource: `${url}*`,
      expiresAt,
      startsAt: new Date(0),
      ipAddress: "192.0.2.1",
    });
    expect(policy).toBe(
      `{"Statement":[{"Resource":"${url}*","Condition":{"DateLessThan":{"AWS:EpochTime":1893456000},"IpAddress":{"AWS:SourceIp":"192.0.2.1/32"},"DateGreaterThan":{"AWS:EpochTime":0}}}]}`,
    );
    const signed = await cloudFrontSignedUrl({
      url: `${url}?a=b`,
      policy,
      keyPairId: "K1",
      privateKey: pkcs8,
    });
    const parameters = new URL(signed).searchParams;
    expect([...parameters.keys()]).toEqual(["a", "Policy", "Signature", "Key-Pair-Id"]);
    expect(decode(parameters.get("Policy")!).toString()).toBe(policy);
    expect(verifies(policy, decode(parameters.get("Signature")!))).toBe(true);
  });

  it("signs with a function where the key is elsewhere", async () => {
    const given: string[] = [];
    const sign = (bytes: Uint8Array): Uint8Array => {
      given.push(new TextDecoder().decode(bytes));
      return Uint8Array.of(251, 255, 0);
    };
    const signed = await cloudFrontSignedUrl({ url, expiresAt, keyPairId: "K1", privateKey: sign });
    expect(given).toEqual([canned]);
    expect(signed).toContain("&Signature=-~8A&");
  });

  it("refuses both terms, neither, and what is not a key", async () => {
    const key = { url, keyPairId: "K1", privateKey: pkcs8 };
    await expect(cloudFrontSignedUrl(key as never)).rejects.toThrow(ConfigError);
    await expect(cloudFrontSignedUrl({ ...key, expiresAt, policy: canned } as never)).rejects.toThrow(
      ConfigError,
    );
    const error = await cloudFrontSignedUrl({ ...key, expiresAt, privateKey: "secret" }).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).not.toContain("secret");
  });
});

describe("cloudFrontSignedCookies", () => {
  it("gives three cookies", async () => {
    const withEnd = await cloudFrontSignedCookies({ url, expiresAt, keyPairId: "K1", privateKey: pkcs8 });
    expect(Object.keys(withEnd)).toEqual([
      "CloudFront-Expires",
      "CloudFront-Signature",
      "CloudFront-Key-Pair-Id",
    ]);
    expect(verifies(canned, decode(withEnd["CloudFront-Signature"]!))).toBe(true);
    const withPolicy = await cloudFrontSignedCookies({ policy: canned, keyPairId: "K1", privateKey: pkcs8 });
    expect(decode(withPolicy["CloudFront-Policy"]!).toString()).toBe(canned);
  });
});

describe("RSA on the web", () => {
  it("signs as Node does, with PKCS #8 alone", async () => {
    const bytes = new TextEncoder().encode(canned);
    expect(verifies(canned, await web.rsaSha1(pkcs8, bytes))).toBe(true);
    await expect(web.rsaSha1(pkcs1, bytes)).rejects.toThrow(ConfigError);
  });
});

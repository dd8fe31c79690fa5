import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isValidHostLabel } from "./is-valid-host-label.ts";
import { isVirtualHostableS3Bucket } from "./is-virtual-hostable-s3-bucket.ts";
import { parseArn } from "./parse-arn.ts";
import { parseUrl } from "./parse-url.ts";
import { substring } from "./substring.ts";
import { uriEncode } from "./uri-encode.ts";

describe("parseArn", () => {
  it("splits an ARN, its resource at colons and slashes", () => {
    expect(parseArn("arn:aws:s3:us-east-1:123456789012:accesspoint/name:more")).toEqual({
      partition: "aws",
      service: "s3",
      region: "us-east-1",
      accountId: "123456789012",
      resourceId: ["accesspoint", "name", "more"],
    });
    expect(parseArn("arn:aws:s3:::bucket")).toMatchObject({
      region: "",
      accountId: "",
      resourceId: ["bucket"],
    });
    expect(parseArn("arn:aws:s3::::")?.resourceId).toEqual(["", ""]);
  });

  it.each([
    undefined,
    "",
    "bucket",
    "arn:aws:s3:::",
    "arn::s3:::b",
    "arn:aws::::b",
    "ARN:aws:s3:::b",
    "arn:aws:s3:us-east-1:b",
  ])("is undefined for %s", (value) => expect(parseArn(value)).toBeUndefined());
});

describe("parseUrl", () => {
  it.each([
    ["https://example.com", "", "/", false],
    ["HTTP://example.com:8080/a//b/../c.d/%20", "/a//b/../c.d/%20", "/a/c.d/%2520/", false],
    ["https://10.0.0.1/x;y", "/x", "/x/", true],
    ["http://[::1]:80/", "/", "/", true],
    ["https://1.2.3.4.5", "", "/", false],
    ["https://user@example.com/#x", "/", "/", false],
  ])("takes %s apart", (value, path, normalizedPath, isIp) => {
    const parsed = parseUrl(value);
    expect(parsed).toMatchObject({ path, normalizedPath, isIp });
    expect(parsed?.scheme).toBe(value.slice(0, value.indexOf(":")).toLowerCase());
    expect(value).toContain(`//${parsed?.authority}`);
  });

  it.each([
    undefined,
    "",
    "example.com",
    "ftp://example.com",
    "https://",
    "https://a?b",
    "https://a:b",
    "https://a:65536",
  ])("is undefined for %s", (value) => expect(parseUrl(value)).toBeUndefined());

  it("ignores an empty query", () => expect(parseUrl("https://a/b?")?.path).toBe("/b"));
});

describe("isValidHostLabel", () => {
  it.each([
    ["a", true, true],
    ["a.b", false, true],
    ["a..b", false, false],
    ["-a", false, false],
    ["a-", false, false],
    ["a_b", false, false],
    ["", false, false],
    ["a\n", false, false],
    ["٣", false, false],
    ["a".repeat(63), true, true],
    ["a".repeat(64), false, false],
  ])("%s: alone %s, with subdomains %s", (value, alone, withSubdomains) => {
    expect(isValidHostLabel(value)).toBe(alone);
    expect(isValidHostLabel(value, true)).toBe(withSubdomains);
  });

  it("has nothing for nothing", () => expect(isValidHostLabel(undefined, true)).toBe(false));
});

describe("isVirtualHostableS3Bucket", () => {
  it.each([
    ["bucket", true],
    ["bu", false],
    ["Bucket", false],
    ["192.168.0.1", false],
    ["a.b.c", false],
    [undefined, false],
  ])("%s: %s", (bucket, hostable) => expect(isVirtualHostableS3Bucket(bucket)).toBe(hostable));

  it("takes dots when they are allowed", () => {
    expect(isVirtualHostableS3Bucket("a.b.c", true)).toBe(true);
    expect(isVirtualHostableS3Bucket("192.168.0.1", true)).toBe(false);
  });
});

describe("substring", () => {
  it("counts from either end", () => {
    expect(substring("abcdef", 1, 3)).toBe("bc");
    expect(substring("abcdef", 1, 3, true)).toBe("de");
    expect(substring("abcdef", 0, 6, true)).toBe("abcdef");
  });

  it.each([
    ["abc", 0, 4],
    ["abc", 2, 2],
    ["äbc", 0, 1],
    [undefined, 0, 1],
  ] as const)("is undefined for %s from %i to %i", (value, start, stop) =>
    expect(substring(value, start, stop)).toBeUndefined(),
  );
});

describe("uriEncode", () => {
  it("leaves unreserved characters alone and comes back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (value) => {
        const encoded = uriEncode(value);
        expect(encoded).toMatch(/^([\w.~-]|%[\dA-F]{2})*$/);
        expect(decodeURIComponent(encoded)).toBe(value);
      }),
    );
    expect(uriEncode("a/b!'()* ~")).toBe("a%2Fb%21%27%28%29%2A%20~");
    expect(uriEncode(undefined)).toBeUndefined();
  });
});

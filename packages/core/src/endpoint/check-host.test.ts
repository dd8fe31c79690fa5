import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConfigError, ValidationError } from "../errors/errors.ts";
import { checkEndpointUrl, checkHostLabel, checkRegion } from "./check-host.ts";

describe("checkRegion", () => {
  it.each(["us-east-1", "local", "aws-global", "r2"])("takes %s", (region) =>
    expect(() => checkRegion(region)).not.toThrow(),
  );

  it.each([
    "",
    "us.east.1",
    "-us",
    "12345",
    "us-east-1@evil.com",
    "us-east-1/",
    "us-east-1#",
    "us-east-1\r\n",
    "a b",
    "a".repeat(64),
  ])("refuses %j", (region) => expect(() => checkRegion(region)).toThrow(ConfigError));
});

describe("checkHostLabel", () => {
  it("names the member", () => {
    for (const label of ["a", "123456789012", "a-b", "A".repeat(63)])
      checkHostLabel(label, "GetParcel.AccountId");
    for (const label of ["", ".", "-a", "a-", "a/b", "a@evil", "a?", "a#", "é", "a\n", "a".repeat(64)]) {
      expect(() => checkHostLabel(label, "GetParcel.AccountId")).toThrow(ValidationError);
    }
    expect(() => checkHostLabel("a.b", "GetParcel.AccountId")).toThrow(ValidationError);
    expect(() => checkHostLabel("evil.com/", "GetParcel.AccountId")).toThrow(/^GetParcel\.AccountId: /);
  });
});

describe("checkEndpointUrl", () => {
  it.each([
    "https://example.com",
    "http://localhost:4566",
    "http://127.0.0.1:9000/base/path/",
    "https://[fd00:ec2::23]:80/x",
    "https://example.com.",
    "https://bucket.s3.us-east-1.amazonaws.com/%20;x=1",
  ])("takes %s", (url) => expect(() => checkEndpointUrl(url)).not.toThrow());

  it.each([
    "", "example.com", "ftp://example.com", "file:///etc/passwd", "https://", "https:///path", "https://user:secret@example.com",
    "https://example.com?x=1", "https://example.com/#x", "https://example.com/\r\nx: y", "https://exa\tmple.com", "https://a_b.com",
    "https://example.com:99999", "https://example.com:", "https://example..com", "https://ex ample.com", "https://example.com/a b",
    "https://example.com\\@evil.com", `https://${"a.".repeat(127)}com`, "https://ëxample.com", "https://example.com/\n",
  ])("refuses %j", (url) => expect(() => checkEndpointUrl(url)).toThrow(ConfigError)); // prettier-ignore

  it("does not repeat what may be secret", () => {
    expect(() => checkEndpointUrl("https://user:hunter2@example.com")).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("hunter2") }) as Error,
    );
  });

  it("takes only URLs that a URL parser reads in the same way", () => {
    const parts = fc.tuple(
      fc.constantFrom("http", "https"),
      fc.string({ unit: "binary-ascii" }),
      fc.webPath(),
    );
    fc.assert(
      fc.property(parts, ([scheme, label, path]) => {
        const text = `${scheme}://${label}.example${path}`;
        if (refused(text)) return;
        const { username, search, hash, hostname } = new URL(text);
        expect([username, search, hash]).toEqual(["", "", ""]);
        // A host of numbers is an address, which the parser writes in its own way.
        const [, written = ""] = /\/\/([^/:]*)/.exec(text.toLowerCase()) ?? [];
        expect(hostname).toBe(/[a-z]/.test(hostname) ? written : hostname);
      }),
      { numRuns: 2_000 },
    );
  });
});

function refused(url: string): boolean {
  try {
    checkEndpointUrl(url);
    return false;
  } catch (error) {
    if (error instanceof ConfigError) return true;
    throw error;
  }
}

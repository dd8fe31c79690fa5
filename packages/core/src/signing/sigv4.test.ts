import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HttpRequest } from "../http/messages.ts";
import { canonicalPath, splitUrl } from "./canonical-request.ts";
import * as node from "./hash/node.ts";
import * as web from "./hash/web.ts";
import { presignSigv4, sigv4 } from "./sigv4.ts";
import { headerCredentials, suiteCases, withSuitePath } from "./suite.fixture.ts";

const cases = suiteCases("v4");

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
const context = { signingName: "service", region: "us-east-1", date: new Date("2015-08-30T12:36:00Z") };
const sign = (request: HttpRequest, more: object = {}): HttpRequest =>
  sigv4.sign(request, credentials, { ...context, ...more }) as HttpRequest;

describe.skipIf(cases.length === 0)("SigV4 suite (skipped where the published vectors are absent)", () => {
  for (const one of cases) {
    const { name, read } = one;

    it(`${name}: header form`, () => {
      const signed = sigv4.sign(withSuitePath(one), headerCredentials(one), {
        ...one.context,
        rawPath: true,
      }) as HttpRequest;
      expect(/Signature=(\w+)/.exec(signed.headers["authorization"]!)![1]).toBe(
        read("header-signature.txt").trim(),
      );
    });

    it(`${name}: query form`, () => {
      const signed = presignSigv4(withSuitePath(one), one.credentials, { ...one.context, rawPath: true });
      expect(/X-Amz-Signature=(\w+)/.exec(signed.url)![1]).toBe(read("query-signature.txt").trim());
    });
  }

  it("normalises paths as the suite does", () => {
    for (const { request, read } of cases.filter(
      ({ name }) => name.endsWith("-normalized") && !name.includes("space"),
    )) {
      expect(canonicalPath(splitUrl(request.url).path)).toBe(
        read("header-canonical-request.txt").split("\n")[1],
      );
    }
  });
});

describe("sigv4", () => {
  const request: HttpRequest = {
    method: "GET",
    url: "https://service.us-east-1.amazonaws.com/",
    headers: {},
  };

  it("leaves the request alone and signs a copy", () => {
    const headers = Object.freeze({ a: "1" });
    expect(sign({ ...request, headers }).headers).toMatchObject({ a: "1", "x-amz-date": "20150830T123600Z" });
    expect(headers).toEqual({ a: "1" });
  });

  it("does not sign headers that change on the way, nor an earlier signature", () => {
    const headers = {
      "user-agent": "x",
      "x-amzn-trace-id": "y",
      expect: "100-continue",
      authorization: "old",
    };
    const signed = sign({ ...request, headers });
    expect(signed.headers["authorization"]).toBe(sign(request).headers["authorization"]);
  });

  it("sends the hash of a payload that is not signed", () => {
    const signed = sign(request, { payloadHash: "UNSIGNED-PAYLOAD" });
    expect(signed.headers["x-amz-content-sha256"]).toBe("UNSIGNED-PAYLOAD");
    expect(sign(request).headers).not.toHaveProperty("x-amz-content-sha256");
  });

  it("sends the token under another name where the context says so, and signs it", () => {
    const signed = sigv4.sign(
      request,
      { ...credentials, sessionToken: "t" },
      { ...context, tokenName: "X-Amz-S3session-Token" },
    ) as HttpRequest;
    expect(signed.headers).toMatchObject({ "x-amz-s3session-token": "t" });
    expect(signed.headers).not.toHaveProperty("x-amz-security-token");
    expect(signed.headers["authorization"]).toContain("x-amz-s3session-token");
  });

  it("signs with the keys of each scope, whichever was used before", () => {
    const once = sign(request).headers["authorization"];
    for (let i = 0; i < 120; i++) sign(request, { region: `r-${i}` });
    expect(sign(request).headers["authorization"]).toBe(once);
  });

  it("writes the second of the signature, not one that was written before", () => {
    const at = (date: string): string => sign(request, { date: new Date(date) }).headers["x-amz-date"]!;
    expect(at("2020-01-01T00:00:00.999Z")).toBe("20200101T000000Z");
    expect(at("2020-01-01T00:00:01.000Z")).toBe("20200101T000001Z");
    expect(at("2020-01-01T00:00:00.000Z")).toBe("20200101T000000Z");
  });

  it("refuses a token", () => {
    expect(() => sigv4.sign(request, { token: "t" }, context)).toThrow("needs AWS credentials");
  });
});

describe("hashes", () => {
  const key = fc.oneof(fc.uint8Array({ maxLength: 150 }), fc.string({ unit: "binary", maxLength: 150 }));

  it("are the same on the web and in Node", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.string({ unit: "binary", maxLength: 2000 }),
        key,
        (bytes, text, secret) => {
          expect(web.sha256Hex(bytes)).toBe(node.sha256Hex(bytes));
          expect(web.sha256Hex(text)).toBe(node.sha256Hex(text));
          expect(web.hmacSha256(secret, text)).toEqual(new Uint8Array(node.hmacSha256(secret, text)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("with a kept key are the same as without, time and again", () => {
    fc.assert(
      fc.property(key, fc.array(fc.string({ unit: "binary", maxLength: 900 })), (secret, texts) => {
        const [onNode, onWeb] = [node.createHmacSha256(secret), web.createHmacSha256(secret)];
        for (const text of texts) {
          const expected = Buffer.from(node.hmacSha256(secret, text)).toString("hex");
          expect(onNode(text)).toBe(expected);
          expect(onWeb(text)).toBe(expected);
        }
      }),
      { numRuns: 200 },
    );
  });
});

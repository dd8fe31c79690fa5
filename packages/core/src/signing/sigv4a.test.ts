import { createPublicKey, verify, type KeyObject } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HttpRequest } from "../http/messages.ts";
import { canonicalPath, canonicalQuery, splitUrl } from "./canonical-request.ts";
import { sha256Hex } from "./hash/node.ts";
import * as node from "./hash/ecdsa-node.ts";
import * as web from "./hash/web.ts";
import { signInQuery } from "./query-form.ts";
import { sigv4a, deriveKey, version4a } from "./sigv4a.ts";
import { headerCredentials, suiteCases, withSuitePath, type SuiteCase } from "./suite.fixture.ts";

const all = suiteCases("v4a");
/** Two cases of the suite are a request alone; see "sorts parameters" below. */
const cases = all.filter(({ has }) => has("header-canonical-request.txt"));

function publicKeyOf({ read }: SuiteCase): KeyObject {
  const { X, Y } = JSON.parse(read("public-key.json")) as { X: string; Y: string };
  const [x, y] = [X, Y].map((digits) => Buffer.from(digits, "hex").toString("base64url"));
  return createPublicKey({ format: "jwk", key: { kty: "EC", crv: "P-256", x, y } as never });
}

/** A signature that verifies against the suite's string to sign was made over that string. */
function expectSignature(one: SuiteCase, form: "header" | "query", signature: string): void {
  const stringToSign = one.read(`${form}-string-to-sign.txt`);
  const canonicalRequest = one.read(`${form}-canonical-request.txt`);
  expect(stringToSign.split("\n")[3]).toBe(sha256Hex(canonicalRequest));
  expect(verify("sha256", Buffer.from(stringToSign), publicKeyOf(one), Buffer.from(signature, "hex"))).toBe(
    true,
  );
}

describe.skipIf(cases.length === 0)("SigV4A suite (skipped where the published vectors are absent)", () => {
  for (const one of cases) {
    it(`${one.name}: header form`, async () => {
      const signed = await sigv4a.sign(withSuitePath(one), headerCredentials(one), {
        ...one.context,
        rawPath: true,
      });
      expectSignature(one, "header", /Signature=(\w+)/.exec(signed.headers["authorization"]!)![1]!);
      const [, head] = /Authorization:(.*)Signature=/.exec(one.read("header-signed-request.txt"))!;
      expect(signed.headers["authorization"]!.startsWith(head!)).toBe(true);
    });

    it(`${one.name}: query form`, async () => {
      const signed = await signInQuery(version4a, withSuitePath(one), one.credentials, {
        ...one.context,
        rawPath: true,
      });
      expectSignature(one, "query", /X-Amz-Signature=(\w+)/.exec(signed.url)![1]!);
      const target = /\?(.*) HTTP/.exec(one.read("query-signed-request.txt"))![1]!;
      const names = (query: string): string[] => query.split("&").map((pair) => decodeURIComponent(pair.split("=")[0]!)).sort(); // prettier-ignore
      expect(names(splitUrl(signed.url).query)).toEqual(names(target));
    });
  }

  it("sorts parameters of the same name by value, and of the same beginning by length", () => {
    expect(all.length - cases.length).toBe(2);
    expect(canonicalQuery("Param1=value2&Param1=value1")).toBe("Param1=value1&Param1=value2");
    expect(canonicalQuery("Param10=a&Param1=b&Param1=")).toBe("Param1=&Param1=b&Param10=a");
  });

  it("normalises paths as the suite does", () => {
    for (const { request, read } of cases.filter(
      ({ name }) => name.endsWith("-normalized") && !name.includes("space"),
    )) {
      expect(canonicalPath(splitUrl(request.url).path)).toBe(
        read("header-canonical-request.txt").split("\n")[1],
      );
    }
  });

  it("derives the suite's key, and both platforms sign with it", async () => {
    const one = cases[0]!;
    const key = deriveKey(one.credentials);
    for (const signature of [node.createEcdsaP256(key)("text"), await web.createEcdsaP256(key)("text")]) {
      expect(verify("sha256", Buffer.from("text"), publicKeyOf(one), Buffer.from(signature, "hex"))).toBe(
        true,
      );
    }
  });
});

describe("sigv4a", () => {
  const request: HttpRequest = { method: "GET", url: "https://a.example.com/", headers: {} };
  const context = { signingName: "s3", region: "*", date: new Date("2015-08-30T12:36:00Z") };
  const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret", sessionToken: "token" };

  it("signs the region set in place of a region in the scope", async () => {
    const { headers } = await sigv4a.sign(request, credentials, context);
    expect(headers).toMatchObject({ "x-amz-region-set": "*", "x-amz-security-token": "token" });
    expect(headers["authorization"]).toContain(
      "AWS4-ECDSA-P256-SHA256 Credential=AKIDEXAMPLE/20150830/s3/aws4_request, SignedHeaders=host;x-amz-date;x-amz-region-set;x-amz-security-token, ",
    );
  });

  it("signs with WebCrypto what Node verifies, whatever the key", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1 }), fc.string(), async (secret, text) => {
        const key = deriveKey({ accessKeyId: "AKID", secretAccessKey: secret });
        const der = Buffer.from(`30310201010420${key}a00a06082a8648ce3d030107`, "hex");
        const publicKey = createPublicKey({ key: der, format: "der", type: "sec1" } as never);
        const signature = await web.createEcdsaP256(key)(text);
        expect(verify("sha256", Buffer.from(text), publicKey, Buffer.from(signature, "hex"))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HttpRequest } from "../http/messages.ts";
import { canonicalPath, encodeRfc3986, splitUrl } from "./canonical-request.ts";
import * as node from "./hash/node.ts";
import * as web from "./hash/web.ts";
import { presignSigv4, sigv4 } from "./sigv4.ts";

const suite = join(resolve(process.env["INIA_CONFORMANCE"] ?? "../shared/conformance"), "sigv4/v4");

interface Context {
  credentials: { access_key_id: string; secret_access_key: string; token?: string };
  expiration_in_seconds: number;
  normalize: boolean;
  region: string;
  service: string;
  sign_body: boolean;
  timestamp: string;
  omit_session_token?: boolean;
}

/** Reads a request as the suite writes it: request line, headers (folded lines included), blank line, body. */
function parseRequest(text: string): HttpRequest {
  const [head = "", ...rest] = text.split("\n\n");
  const [line = "", ...lines] = head.split("\n");
  const headers: Record<string, string> = {};
  let name = "";
  for (const entry of lines.filter((l) => l !== "")) {
    const at = entry.indexOf(":");
    if (/^\s/.test(entry)) headers[name] += "\n" + entry;
    else {
      name = entry.slice(0, at).toLowerCase();
      const value = entry.slice(at + 1).trim();
      headers[name] = name in headers ? `${headers[name]},${value}` : value;
    }
  }
  const method = line.slice(0, line.indexOf(" "));
  const target = line.slice(method.length + 1, line.lastIndexOf(" "));
  const [path = "", query] = target.split(/\?(.*)/s);
  const encodedQuery = query?.split("&").map((pair) => pair.split("=").map((p) => encodeRfc3986(decodeURIComponent(p))).join("=")).join("&"); // prettier-ignore
  const body = rest.join("\n\n");
  const encodedPath = encodeRfc3986(decodeURIComponent(path)).replaceAll("%2F", "/");
  return {
    method,
    url: `https://${headers["host"]}${encodedPath}${encodedQuery === undefined ? "" : `?${encodedQuery}`}`,
    headers,
    ...(body === "" ? {} : { body: new TextEncoder().encode(body) }),
  };
}

function contextOf(dir: string): { context: Context; request: HttpRequest; read: (file: string) => string } {
  const read = (file: string) => readFileSync(join(dir, file), "utf8");
  return { context: JSON.parse(read("context.json")), request: parseRequest(read("request.txt")), read };
}

describe.skipIf(!existsSync(suite))("SigV4 suite (skipped where the published vectors are absent)", () => {
  for (const name of existsSync(suite) ? readdirSync(suite) : []) {
    const { context, request, read } = contextOf(join(suite, name));
    const identity = {
      accessKeyId: context.credentials.access_key_id,
      secretAccessKey: context.credentials.secret_access_key,
      sessionToken: context.credentials.token,
    };
    // The suite signs already-decoded paths once; this signer encodes what is on the wire once more, as services expect.
    // `rawPath` therefore takes the suite's canonical path.
    const canonicalPath = read("header-canonical-request.txt").split("\n")[1]!;
    const url = request.url.replace(/^(https:\/\/[^/]*)[^?]*/, (_, host: string) => host + canonicalPath);
    const bodyHash = node.sha256Hex((request.body as Uint8Array | undefined) ?? "");
    const shared = {
      signingName: context.service,
      region: context.region,
      date: new Date(context.timestamp),
      rawPath: true,
      sendPayloadHash: context.sign_body,
    };

    it(`${name}: header form`, () => {
      const credentials = context.omit_session_token ? { ...identity, sessionToken: undefined } : identity;
      const signed = sigv4.sign({ ...request, url }, credentials, shared) as HttpRequest;
      expect(/Signature=(\w+)/.exec(signed.headers["authorization"]!)![1]).toBe(
        read("header-signature.txt").trim(),
      );
    });

    it(`${name}: query form`, () => {
      const presigned = presignSigv4({ ...request, url }, identity, {
        ...shared,
        expiresIn: context.expiration_in_seconds,
        payloadHash: context.sign_body ? bodyHash : undefined,
        unsignedSessionToken: context.omit_session_token ?? false,
      });
      expect(/X-Amz-Signature=(\w+)/.exec(presigned.url)![1]).toBe(read("query-signature.txt").trim());
    });
  }

  it("normalises paths as the suite does", () => {
    for (const name of readdirSync(suite).filter((n) => n.endsWith("-normalized") && !n.includes("space"))) {
      const { request, read } = contextOf(join(suite, name));
      expect(canonicalPath(splitUrl(request.url).path)).toBe(
        read("header-canonical-request.txt").split("\n")[1],
      );
    }
  });
});

describe("the web hash", () => {
  it("equals the native one", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: "binary" }), (bytes, text) => {
        expect(web.sha256Hex(bytes)).toBe(node.sha256Hex(bytes));
        expect(web.sha256Hex(text)).toBe(node.sha256Hex(text));
        expect(web.hmacSha256Hex(bytes, text)).toBe(node.hmacSha256Hex(bytes, text));
        expect(web.hmacSha256(text, text)).toEqual(new Uint8Array(node.hmacSha256(text, text)));
      }),
      { numRuns: 300 },
    );
  });
});

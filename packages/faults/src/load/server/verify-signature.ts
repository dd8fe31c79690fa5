import { createHash, createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** What came of checking a request: who signed it, and whether it fits. */
export interface Verification {
  /** The number in the access key. */
  readonly triple: string;
  readonly valid: boolean;
  /** The session token is of another triple than the access key. */
  readonly torn: boolean;
}

/**
 * Checks Signature Version 4 of a request whose credentials are `AKID<n>`, `secret-<n>`, `token-<n>`; written apart from the
 * SDK's signer, after the same specification.
 */
export function verifySignature(request: IncomingMessage, body: Buffer): Verification {
  const fields = /Credential=AKID(\w+)\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)/.exec(
    request.headers.authorization ?? "",
  );
  if (fields === null) return { triple: "", valid: false, torn: false };
  const [, triple = "", scope = "", names = "", signature] = fields;
  const lines = names.split(";").map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const [path = "/", query = ""] = (request.url ?? "/").split("?");
  const canonical = [request.method, path, query, lines.join(""), names, sha256(body)].join("\n");
  const date = String(request.headers["x-amz-date"]);
  const text = ["AWS4-HMAC-SHA256", date, scope, sha256(canonical)].join("\n");
  const secret: string | Buffer = `AWS4secret-${triple}`;
  const key = scope.split("/").reduce<string | Buffer>((from, part) => hmac(from, part), secret);
  const token = request.headers["x-amz-security-token"];
  return { triple, valid: hmac(key, text).toString("hex") === signature, torn: token !== `token-${triple}` };
}

function sha256(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac("sha256", key).update(data).digest();
}

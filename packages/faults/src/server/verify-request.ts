import { createHash, createHmac } from "node:crypto";
import type { ReceivedRequest } from "./request-reader.ts";

/**
 * Whether a request to S3 has the Signature Version 4 that belongs to its bytes: the path as it was sent, each header as
 * it came. Written apart from the SDKs' signers, after the same specification.
 */
export function verifyRequest({ method, path, headers }: ReceivedRequest, secret: string): boolean {
  const pattern = /Credential=[^/]+\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)/;
  const [, scope = "", names = "", signature] = pattern.exec(headers["authorization"] ?? "") ?? [];
  const [bare = "/", query = ""] = path.split("?");
  const lines = names.split(";").map((name) => `${name}:${headers[name] ?? ""}\n`);
  const hash = headers["x-amz-content-sha256"] ?? "";
  const canonical = [method, bare, query, lines.join(""), names, hash].join("\n");
  const digest = createHash("sha256").update(canonical).digest("hex");
  const text = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, digest].join("\n");
  const key = scope.split("/").reduce<string | Buffer>((from, part) => hmac(from, part), `AWS4${secret}`);
  return hmac(key, text).toString("hex") === signature;
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac("sha256", key).update(data).digest();
}

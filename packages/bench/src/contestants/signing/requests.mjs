/** The requests that are signed, and with what. */
import { createHash } from "node:crypto";
import { credentials, inputs, region, smallBody } from "../inputs.mjs";

export { credentials, region };

/** Signatures in a batch: so many that waiting for a batch costs nothing. */
export const batch = 100;

const sha256 = (text) => createHash("sha256").update(text).digest("hex");

/** Requests by name; headers as the services get them, besides those that a signature adds. */
export const requests = {
  "dynamodb.GetItem": {
    service: "dynamodb",
    method: "POST",
    host: "dynamodb.eu-west-1.amazonaws.com",
    path: "/",
    query: {},
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "DynamoDB_20120810.GetItem",
    },
    body: JSON.stringify(inputs["dynamodb.GetItem"]),
  },
  "s3.GetObject": {
    service: "s3",
    method: "GET",
    host: "bench.s3.eu-west-1.amazonaws.com",
    path: "/photos/2026/river-000001.jpeg",
    query: { "x-id": "GetObject" },
    headers: { "x-amz-content-sha256": sha256("") },
    body: undefined,
  },
  "s3.PutObject": {
    service: "s3",
    method: "PUT",
    host: "bench.s3.eu-west-1.amazonaws.com",
    path: "/photos/2026/river-000001.jpeg",
    query: { "x-id": "PutObject" },
    headers: { "content-type": "image/jpeg", "x-amz-content-sha256": sha256(smallBody) },
    body: smallBody,
  },
};

/** The URL of a request. */
export function urlOf({ host, path, query }) {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  return `https://${host}${path}${pairs.length > 0 ? `?${pairs.join("&")}` : ""}`;
}

/** The authorization, if it looks like one. */
export function checked(authorization) {
  if (!/^AWS4-HMAC-SHA256 Credential=.*Signature=[0-9a-f]{64}$/.test(authorization)) {
    throw new Error(`no signature: ${authorization}`);
  }
  return batch;
}

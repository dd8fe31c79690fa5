import { deepEqual, equal } from "node:assert/strict";
import { decodeCbor } from "../../../core/src/codecs/cbor/cbor-decoder.ts";
import type { Protocol } from "../../../core/src/protocols/protocol.ts";
import { canonicalXml } from "./canonical-xml.ts";

/** Throws when two bodies do not mean the same in a protocol: XML, JSON and CBOR by structure, forms as sorted pairs. */
export function compareBodies(protocol: Protocol["name"], actual: Uint8Array, expected: string): void {
  if (protocol === "smithy-rpc-v2-cbor") {
    const wanted = Uint8Array.from(atob(expected), (c) => c.charCodeAt(0));
    return wanted.length > 0 ? deepEqual(decodeCbor(actual), decodeCbor(wanted)) : equal(actual.length, 0);
  }
  const text = new TextDecoder().decode(actual);
  if (protocol === "query" || protocol === "ec2") return deepEqual(formPairs(text), formPairs(expected));
  if (protocol === "rest-xml" && expected.trimStart().startsWith("<")) {
    return deepEqual(canonicalXml(text), canonicalXml(expected));
  }
  const wanted = tryJson(expected);
  if (wanted !== undefined) return deepEqual(tryJson(text), wanted);
  equal(text, expected);
}

function formPairs(text: string): string[][] {
  return [...new URLSearchParams(text)].sort(([a = ""], [b = ""]) => (a < b ? -1 : a > b ? 1 : 0));
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import type { ProtocolName } from "@inia/service-model";
import { decodeCbor } from "../../../../core/src/codecs/cbor/cbor-decoder.ts";
import { compareValues } from "./compare-values.ts";
import { decodeReferences, jsonTree, xmlTree } from "./document-trees.ts";
import type { Report } from "./finding.ts";

/**
 * Reports where two bodies differ: CBOR by its bytes, forms by their pairs, JSON and XML by what they say, anything else
 * by its bytes.
 */
export function compareBodies(
  protocol: ProtocolName,
  ours: Uint8Array,
  botocore: Uint8Array,
  report: Report,
): void {
  if (Buffer.compare(ours, botocore) === 0) return;
  const [left, right] = [ours, botocore].map((bytes) => treeOf(protocol, bytes));
  let found = false;
  compareValues("body", left, right, (finding) => {
    found = true;
    report(finding);
  });
  // JSON leaves spaces to the writer. Of the other formats two texts of one meaning are worth a look.
  const [mine, its] = [ours, botocore].map((bytes) => decodeReferences(textOf(bytes)));
  if (!found && mine !== its && !protocol.includes("json")) {
    report({
      part: "body",
      what: "another spelling",
      path: "",
      ours: textOf(ours),
      botocore: textOf(botocore),
    });
  }
}

function treeOf(protocol: ProtocolName, bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined;
  switch (protocol) {
    case "smithy-rpc-v2-cbor":
      return decodeCbor(bytes);
    case "query":
    case "ec2":
      return formTree(textOf(bytes));
    case "rest-xml":
      return xmlTree(textOf(bytes)) ?? bytes;
    default:
      return jsonTree(textOf(bytes)) ?? bytes;
  }
}

/** Pairs of a form in their order; of a name that occurs twice, all values. */
function formTree(text: string): Record<string, string> {
  const pairs: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    pairs[name] = Object.hasOwn(pairs, name) ? `${pairs[name]}, ${value}` : value;
  }
  return pairs;
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

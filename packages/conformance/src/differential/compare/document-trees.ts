/** Bodies as trees in which everything that does not matter is settled. */
import { canonicalXml, type CanonicalElement } from "../../protocols/canonical-xml.ts";
import { NumberText } from "./compare-values.ts";

const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** JSON as a tree whose numbers are {@link NumberText}; undefined when the text is not JSON. */
export function jsonTree(text: string): unknown {
  try {
    const marked = text.replace(stringOrNumber, (token) =>
      token.startsWith('"') ? `"s${token.slice(1)}` : `"n${token}"`,
    );
    return unmark(JSON.parse(marked));
  } catch {
    return undefined; // Whether it is JSON is what the caller asks.
  }
}

function unmark(node: unknown): unknown {
  if (typeof node === "string") return node.startsWith("n") ? new NumberText(node.slice(1)) : node.slice(1);
  if (Array.isArray(node)) return node.map(unmark);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key.slice(1), unmark(value)]));
}

/** XML as a tree of elements; undefined when the text is no document. */
export function xmlTree(text: string): unknown {
  try {
    return elementTree(canonicalXml(text.replace(/\r\n?/g, "\n")));
  } catch {
    return undefined; // Whether it is XML is what the caller asks.
  }
}

function elementTree({ name, attributes, text, children }: CanonicalElement): unknown {
  return {
    name,
    ...(attributes.length > 0 && { attributes: attributes.map(decodeReferences) }),
    ...(children.length > 0 ? { children: children.map(elementTree) } : { text: decodeReferences(text) }),
  };
}

/** Text with its numeric references as characters. */
export function decodeReferences(text: string): string {
  return text.replace(/&#(?:x([\da-f]+)|(\d+));/gi, (_, hex?: string, decimal?: string) =>
    String.fromCodePoint(hex ? parseInt(hex, 16) : Number(decimal)),
  );
}

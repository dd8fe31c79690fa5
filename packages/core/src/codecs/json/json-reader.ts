/**
 * Output from JSON text (RFC 8259). Facts: integers beyond ±(2⁵³−1) are exact (`bigint`), save where the model says float
 * or double; `"NaN"` and the infinities are strings on the wire; timestamps are read by what they look like; bytes that
 * are not UTF-8 become U+FFFD; no body is an empty structure.
 */
import { parseError } from "../../errors/errors.ts";
import { resolveRef, type Ref, type Scalar } from "../../shape/shape.ts";
import { decodeBase64 } from "../scalars/base64.ts";
import { parseFloatingPoint, parseInteger } from "../scalars/numbers.ts";
import { parseTimestamp } from "../scalars/timestamps.ts";
import { decodeUtf8 } from "../scalars/utf8.ts";
import {
  checkDepth,
  misfit,
  readPlain,
  treeReader,
  type TreeFormat,
  type TreeReader,
} from "../tree/tree-reader.ts";
import { parseExactJson } from "./exact-json.ts";

/**
 * A value of the given shape from JSON.
 *
 * @throws {@link ParseError} when the bytes are not JSON, or not of the shape.
 */
export function readJson(ref: Ref, body: Uint8Array): unknown {
  const tree = parseJson(body) ?? {};
  const read = treeReader(format, resolveRef(ref).shape);
  return read ? read(tree, 0) : tree;
}

/**
 * A generic tree from JSON; undefined when there are no bytes.
 *
 * @throws {@link ParseError} when the bytes are not JSON.
 */
export function parseJson(body: Uint8Array): unknown {
  if (body.length === 0) return undefined;
  const text = decodeUtf8(body);
  let tree: unknown;
  try {
    tree = JSON.parse(text);
  } catch {
    // Without its cause: the engine's message quotes the body, and bodies hold secrets.
    throw parseError("the body is not JSON");
  }
  return wideInteger.test(text) ? parseExactJson(text) : tree;
}

// What may be an integer of 16 digits or more: neither a fraction nor the beginning of a string.
const wideInteger: RegExp = /[\s[:,-]\d{16}/;

const format: TreeFormat = {
  compiled: /* @__PURE__ */ new WeakMap(),
  scalar: scalarReader,
  nameOf: (member, traits) => traits.locationName ?? member,
  keepNulls: true,
};

function scalarReader(shape: Scalar): TreeReader {
  switch (shape) {
    case "blob":
      return readBlob;
    case "timestamp":
      return parseTimestamp;
    case "float":
    case "double":
      return (node) => (typeof node === "string" ? parseFloatingPoint(node) : Number(readNumber(node)));
    case "integer":
    case "long":
      return (node) => (typeof node === "string" ? parseInteger(node) : readNumber(node));
    case "document":
      return readDocument;
    default:
      return readPlain;
  }
}

/** Infinity is text on the wire: a number that is too large for a double is none. */
function readNumber(node: unknown): unknown {
  if (typeof node === "bigint" || Number.isFinite(node)) return node;
  throw misfit("a number");
}

function readBlob(node: unknown): Uint8Array {
  if (typeof node !== "string") throw misfit("base64");
  return decodeBase64(node);
}

function readDocument(node: unknown, depth: number): unknown {
  if (typeof node === "object" && node !== null) {
    checkDepth(depth);
    for (const item of Object.values(node)) readDocument(item, depth + 1);
  }
  return node;
}

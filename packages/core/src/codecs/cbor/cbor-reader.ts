/**
 * Output from CBOR. Facts: members have their own names on the wire (`locationName` does not count); null values of maps
 * are left out; a timestamp is tag 1 with a number; no body is an empty structure.
 */
import { resolveRef, type Ref, type Scalar } from "../../shape/shape.ts";
import { setOwn } from "../scalars/own-property.ts";
import { parseTimestamp } from "../scalars/timestamps.ts";
import { misfit, readPlain, treeReader, type TreeFormat, type TreeReader } from "../tree/tree-reader.ts";
import { CborTag, decodeCbor } from "./cbor-decoder.ts";

/**
 * A value of the given shape from CBOR.
 *
 * @throws {@link ParseError} when the bytes are not CBOR, or not of the shape.
 */
export function readCbor(ref: Ref, body: Uint8Array): unknown {
  const { shape } = resolveRef(ref);
  const tree = (body.length > 0 ? decodeCbor(body) : undefined) ?? {};
  const read = treeReader(format, shape);
  return read ? read(tree, 0) : tree;
}

const format: TreeFormat = {
  compiled: /* @__PURE__ */ new WeakMap(),
  scalar: scalarReader,
  nameOf: (member) => member,
  keepNulls: false,
};

function scalarReader(shape: Scalar): TreeReader {
  if (shape === "timestamp") return readTimestamp;
  if (shape === "document") return readAny;
  return shape === "blob" ? readBytes : readPlain;
}

function readTimestamp(node: unknown): Date {
  const value = node instanceof CborTag && node.tag === 1 ? node.value : node;
  if (typeof value === "object") throw misfit("a timestamp");
  return parseTimestamp(typeof value === "bigint" ? Number(value) : value);
}

function readBytes(node: unknown): Uint8Array {
  if (node instanceof Uint8Array) return node;
  throw misfit("a byte string");
}

/** What no model describes: of tags, those of instants mean something. */
function readAny(node: unknown): unknown {
  if (node instanceof CborTag) return node.tag === 1 ? readTimestamp(node) : readAny(node.value);
  if (Array.isArray(node)) return node.map(readAny);
  if (typeof node !== "object" || node === null || node instanceof Uint8Array) return node;
  const value: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(node)) setOwn(value, key, readAny(inner));
  return value;
}

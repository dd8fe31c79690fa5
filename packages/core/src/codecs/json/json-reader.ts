/**
 * Output from JSON text (RFC 8259). Facts: integers beyond ±(2⁵³−1) are exact (`bigint`) where the model says `long` or
 * document; `"NaN"` and the infinities are strings on the wire; timestamps are read by what they look like; bytes that are
 * not UTF-8 become U+FFFD; no body is an empty structure.
 */
import { ParseError } from "../../errors/errors.ts";
import { resolveRef, type Ref, type Scalar, type Shape } from "../../shape/shape.ts";
import { decodeBase64 } from "../scalars/base64.ts";
import { parseFloatingPoint, parseInteger } from "../scalars/numbers.ts";
import { parseTimestamp } from "../scalars/timestamps.ts";
import { decodeUtf8 } from "../scalars/utf8.ts";
import { maxDepth, misfit, tooDeep, treeReader, type TreeFormat, type TreeReader } from "../tree/tree-reader.ts";
import { parseExactJson } from "./exact-json.ts";

/**
 * A value of the given shape from JSON.
 *
 * @throws {@link ParseError} when the bytes are not JSON, or not of the shape.
 */
export function readJson(ref: Ref, body: Uint8Array): unknown {
  const { shape } = resolveRef(ref);
  const tree = parseJson(body, shape) ?? {};
  const read = treeReader(format, shape);
  return read ? read(tree, 0) : tree;
}

/** A generic tree from JSON; undefined when there are no bytes. With a shape, integers that it needs exactly are. */
export function parseJson(body: Uint8Array, shape?: Shape): unknown {
  if (body.length === 0) return undefined;
  const text = decodeUtf8(body);
  let tree: unknown;
  try {
    tree = JSON.parse(text);
  } catch {
    // Without its cause: the engine's message quotes the body, and bodies hold secrets.
    throw new ParseError({ what: "the body is not JSON" });
  }
  return shape && manyDigits.test(text) && holdsWide(shape) ? parseExactJson(text) : tree;
}

const manyDigits: RegExp = /\d{16}/;

const format: TreeFormat = {
  compiled: /* @__PURE__ */ new WeakMap(),
  scalar: scalarReader,
  wireName: (member, traits) => traits.locationName ?? member,
  keepsNull: (value) => typeof value === "string" || "structure" in value || "union" in value,
};

function scalarReader(shape: Scalar): TreeReader | undefined {
  switch (shape) {
    case "blob":
      return (node) => decodeBase64(textOf(node));
    case "timestamp":
      return parseTimestamp;
    case "float":
    case "double":
      return (node) => (typeof node === "string" ? parseFloatingPoint(node) : Number(node));
    case "integer":
    case "long":
      return (node) => (typeof node === "string" ? parseInteger(node) : node);
    case "document":
      return checkDepth;
    default:
      return undefined;
  }
}

function textOf(node: unknown): string {
  if (typeof node === "string") return node;
  throw misfit("string", node);
}

function checkDepth(node: unknown, depth: number): unknown {
  if (typeof node === "object" && node !== null) {
    if (depth > maxDepth) throw tooDeep();
    for (const item of Object.values(node)) checkDepth(item, depth + 1);
  }
  return node;
}

const wide: WeakMap<object, boolean> = /* @__PURE__ */ new WeakMap();

/** Whether values of a shape hold integers that a number may not hold. */
function holdsWide(shape: Shape): boolean {
  if (typeof shape === "string") return shape === "long" || shape === "document";
  let known = wide.get(shape);
  if (known === undefined) wide.set(shape, (known = search(shape, new Set())));
  return known;
}

function search(shape: Shape, seen: Set<Shape>): boolean {
  if (typeof shape === "string") return shape === "long" || shape === "document";
  if (seen.has(shape)) return false;
  seen.add(shape);
  const refs: readonly Ref[] =
    "list" in shape
      ? [shape.list]
      : "map" in shape
        ? [shape.map]
        : Object.values("union" in shape ? shape.union : shape.structure);
  return refs.some((ref) => search(resolveRef(ref).shape, seen));
}

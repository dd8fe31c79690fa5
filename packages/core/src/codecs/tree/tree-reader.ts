/**
 * Typed values from a generic tree, as a JSON or CBOR parser makes it. A shape is compiled to a closure once per format.
 * Facts: members that the model does not know are left out, and so are members that are null; lists keep their nulls;
 * a union has exactly one member, and one that the model does not know is readable under `$unknown`; names are looked up
 * in the model, never in the data, so `__proto__` is a name like any other.
 */
import { type ParseError, parseError } from "../../errors/errors.ts";
import {
  membersOf,
  resolveRef,
  type Members,
  type Ref,
  type Scalar,
  type Shape,
  type Traits,
} from "../../shape/shape.ts";
import { setOwn } from "../scalars/own-property.ts";

/** Turns a node of a tree into a typed value. The node is neither null nor undefined. */
export type TreeReader = (node: any, depth: number) => unknown;

/** What tells one format from another. */
export interface TreeFormat {
  /** Closures by structure, union, list and map. */
  readonly compiled: WeakMap<object, TreeReader>;
  /** The reader of a scalar; undefined when the node is the value. */
  readonly scalar: (shape: Scalar) => TreeReader | undefined;
  /** Name of a member on the wire. */
  readonly nameOf: (member: string, traits: Partial<Traits>) => string;
  /** Whether a null stays in a map; never one that stands for a list or a map. */
  readonly keepNulls: boolean;
}

/** Nesting at which a document counts as hostile. */
export const maxDepth = 128;

/** The reader of a shape; undefined when a node is its value. Readers throw {@link ParseError} when a node does not fit. */
export function treeReader(format: TreeFormat, shape: Shape): TreeReader | undefined {
  if (typeof shape === "string") return format.scalar(shape);
  let reader = format.compiled.get(shape);
  if (!reader) {
    reader =
      "list" in shape
        ? listReader(format, shape.list)
        : "map" in shape
          ? mapReader(format, shape.map)
          : membersReader(format, membersOf(shape)!, "union" in shape);
    format.compiled.set(shape, reader);
  }
  return reader;
}

function membersReader(format: TreeFormat, members: Members, union: boolean): TreeReader {
  let readers: Map<string, [name: string, read: TreeReader | undefined]> | undefined;
  return (node, depth) => {
    checkMap(node, depth);
    // Compiled when the first value arrives: that ends the recursion of shapes that contain themselves.
    if (!readers) {
      readers = new Map();
      for (const name in members) {
        const { shape, traits } = resolveRef(members[name]!);
        readers.set(format.nameOf(name, traits), [name, treeReader(format, shape)]);
      }
    }
    const value: Record<string, unknown> = {};
    let count = 0;
    for (const key in node) {
      const raw = node[key];
      if (raw === null) continue;
      const member = readers.get(key);
      if (member) {
        value[member[0]] = member[1] ? member[1](raw, depth + 1) : raw;
        count++;
      } else if (union && key !== "__type") {
        const any = format.scalar("document");
        value["$unknown"] = [key, any ? any(raw, depth + 1) : raw];
        count++;
      }
    }
    if (union && count !== 1) throw misfit("a union with one member");
    return value;
  };
}

function listReader(format: TreeFormat, list: Ref): TreeReader {
  const read = treeReader(format, resolveRef(list).shape);
  return (node, depth) => {
    if (!Array.isArray(node)) throw misfit("a list");
    checkDepth(depth);
    return read ? node.map((item: unknown) => (item === null ? null : read(item, depth + 1))) : node;
  };
}

function mapReader(format: TreeFormat, map: Ref): TreeReader {
  const { shape } = resolveRef(map);
  const read = treeReader(format, shape);
  const keepNulls = format.keepNulls && (typeof shape === "string" || membersOf(shape) !== undefined);
  return (node, depth) => {
    checkMap(node, depth);
    const value: Record<string, unknown> = {};
    for (const key in node) {
      const raw = node[key];
      if (raw !== null || keepNulls) setOwn(value, key, read && raw !== null ? read(raw, depth + 1) : raw);
    }
    return value;
  };
}

function checkMap(node: unknown, depth: number): void {
  if (Object.getPrototypeOf(node) !== Object.prototype) throw misfit("a map");
  checkDepth(depth);
}

/** Text, numbers and booleans. */
export function readPlain(node: unknown): unknown {
  if (typeof node === "object") throw misfit("a plain value");
  return node;
}

/** Throws when a document is nested too deeply. */
export function checkDepth(depth: number): void {
  if (depth > maxDepth) throw parseError(`the body is nested deeper than ${maxDepth} levels`);
}

/** The error of a body that is not what the model says. */
export function misfit(expected: string): ParseError {
  return parseError(`the body is not as modelled: ${expected} was expected`);
}

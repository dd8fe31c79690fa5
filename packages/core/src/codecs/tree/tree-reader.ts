/**
 * Typed values from a generic tree, as a JSON or CBOR parser makes it. A shape is compiled to a closure once per format.
 * Facts: members that the model does not know are left out, and so are members that are null; lists keep their nulls;
 * a union has exactly one member, and one that the model does not know is readable under `$unknown`; names are looked up
 * in the model, never in the data, so `__proto__` is a name like any other.
 */
import { ParseError } from "../../errors/errors.ts";
import {
  resolveRef,
  type List,
  type MapShape,
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
  readonly wireName: (member: string, traits: Partial<Traits>) => string;
  /** Whether a null value stays in a map. */
  readonly keepsNull: (value: Shape) => boolean;
}

/** Nesting at which a document counts as hostile. */
export const maxDepth = 128;

/** The reader of a shape; undefined when a node is its value. Readers throw {@link ParseError} when a node does not fit. */
export function treeReader(format: TreeFormat, shape: Shape): TreeReader | undefined {
  if (typeof shape === "string") return format.scalar(shape);
  let reader = format.compiled.get(shape);
  if (!reader) {
    reader =
      "structure" in shape
        ? structureReader(format, shape.structure)
        : "union" in shape
          ? unionReader(format, shape.union)
          : "list" in shape
            ? listReader(format, shape)
            : mapReader(format, shape);
    format.compiled.set(shape, reader);
  }
  return reader;
}

interface MemberReader {
  readonly name: string;
  readonly read: TreeReader | undefined;
}

function memberReaders(format: TreeFormat, members: Members): Map<string, MemberReader> {
  const readers = new Map<string, MemberReader>();
  for (const name in members) {
    const { shape, traits } = resolveRef(members[name]!);
    readers.set(format.wireName(name, traits), { name, read: treeReader(format, shape) });
  }
  return readers;
}

// Members are compiled when the first value arrives: that ends the recursion of shapes that contain themselves.
function structureReader(format: TreeFormat, members: Members): TreeReader {
  let readers: Map<string, MemberReader> | undefined;
  return (node, depth) => {
    enter(node, depth);
    readers ??= memberReaders(format, members);
    const value: Record<string, unknown> = {};
    for (const key in node) {
      const member = readers.get(key);
      const raw = node[key];
      if (member && raw !== null) value[member.name] = member.read ? member.read(raw, depth + 1) : raw;
    }
    return value;
  };
}

function unionReader(format: TreeFormat, members: Members): TreeReader {
  let readers: Map<string, MemberReader> | undefined;
  return (node, depth) => {
    enter(node, depth);
    readers ??= memberReaders(format, members);
    const set: string[] = [];
    for (const key in node) {
      if (node[key] !== null && (key !== "__type" || readers.has(key))) set.push(key);
    }
    const [key] = set;
    if (key === undefined || set.length > 1) {
      throw new ParseError({ what: `a union has ${set.length} members where it must have one` });
    }
    const member = readers.get(key);
    if (!member) return { $unknown: [key, node[key]] };
    return { [member.name]: member.read ? member.read(node[key], depth + 1) : node[key] };
  };
}

function listReader(format: TreeFormat, { list }: List): TreeReader {
  let read: TreeReader | undefined | null = null;
  return (node, depth) => {
    if (!Array.isArray(node)) throw misfit("list", node);
    if (depth > maxDepth) throw tooDeep();
    if (read === null) read = treeReader(format, resolveRef(list).shape);
    if (!read) return node;
    const element = read;
    return node.map((item: unknown) => (item === null ? null : element(item, depth + 1)));
  };
}

function mapReader(format: TreeFormat, { map }: MapShape): TreeReader {
  let read: TreeReader | undefined | null = null;
  let keepsNull = false;
  return (node, depth) => {
    enter(node, depth);
    if (read === null) {
      const { shape } = resolveRef(map);
      keepsNull = format.keepsNull(shape);
      read = treeReader(format, shape);
    }
    const value: Record<string, unknown> = {};
    for (const key in node) {
      const raw = node[key];
      if (raw === null) {
        if (keepsNull) setOwn(value, key, null);
      } else setOwn(value, key, read ? read(raw, depth + 1) : raw);
    }
    return value;
  };
}

function enter(node: unknown, depth: number): void {
  if (typeof node !== "object" || Array.isArray(node)) throw misfit("structure", node);
  if (depth > maxDepth) throw tooDeep();
}

/** The error of a node that is not what the model says. */
export function misfit(expected: string, node: unknown): ParseError {
  return new ParseError({ what: `a ${expected} was expected where a ${Array.isArray(node) ? "list" : typeof node} is` });
}

/** The error of a document that is nested too deeply. */
export function tooDeep(): ParseError {
  return new ParseError({ what: `the document is nested deeper than ${maxDepth} levels` });
}

/**
 * Validation of inputs against their table, before anything is built or sent.
 *
 * Checked are required and unknown members, types, unions and nesting. Characters that a path, a header or a host cannot
 * carry are found where these are built, see `http-binding` and {@link prefixHost}. Enum values, lengths, ranges and patterns are
 * the service's to judge: they change faster than clients do. Paths and messages are made only when there is a problem.
 */
import { ValidationError, type InputProblem } from "../errors/errors.ts";
import type { AnyOperation } from "../shape/operation.ts";
import { membersOf, resolveRef, type Ref, type Scalar, type Shape, type Traits } from "../shape/shape.ts";
import { nearestNames } from "./nearest-names.ts";

interface Walk {
  readonly operation: AnyOperation;
  readonly problems: InputProblem[];
  /** Members, map keys and list indexes from the input to the value being visited. */
  readonly keys: (string | number)[];
  /** The objects and arrays that the value being visited is inside of. */
  readonly open: unknown[];
}

/**
 * Checks an input. Members and entries of maps that are undefined or null count as absent.
 *
 * @throws {@link ValidationError} with all problems (the first 100); values of sensitive members are not in it.
 */
export function validateInput(operation: AnyOperation, input: unknown, serviceId: string): void {
  const problems: InputProblem[] = [];
  visit({ operation, problems, keys: [], open: [] }, operation.input ?? noMembers, input ?? {});
  if (problems.length > 0) {
    throw new ValidationError({ service: serviceId, operation: operation.name, problems });
  }
}

const noMembers: Ref = { structure: {} };

/** Notes a problem at the place of the walk; with a value, what it is. */
function report({ operation, problems, keys }: Walk, problem: string, ...given: unknown[]): void {
  let path = operation.name;
  let ref = operation.input;
  let hide = false;
  for (const key of keys) {
    const { shape } = resolveRef(ref ?? noMembers);
    path += membersOf(shape) ? "." + key : `[${JSON.stringify(key)}]`;
    ref = childOf(shape, key);
    if (ref) hide ||= !!resolveRef(ref).traits.sensitive;
  }
  for (const value of given) problem += `, got ${describe(value, hide)}`;
  if (problems.length < 100) problems.push({ path, problem });
}

/** The type of a value and, unless it is to stay hidden, a primitive itself, cut short. */
function describe(value: any, hide: boolean): string {
  const type = typeof value;
  if (value == null) return String(value);
  if (type === "object" && !(value instanceof Date)) return tagOf(value).slice(8, -1);
  if (type === "function" || hide) return type;
  return type + " " + (type === "string" ? JSON.stringify(value.slice(0, 32)) : String(value));
}

function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value);
}

function isRecord(value: any): boolean {
  return value?.constructor === Object || tagOf(value) === "[object Object]";
}

/** The reference for a member, element or entry; undefined for a member that there is not. */
function childOf(shape: any, key: string | number): Ref | undefined {
  const members = membersOf(shape);
  if (members) return Object.hasOwn(members, key) ? members[key] : undefined;
  return shape.list ?? shape.map ?? "document";
}

function visit(walk: Walk, ref: Ref, value: unknown): void {
  const { shape, traits } = resolveRef(ref);
  const kind = kindOf(shape, traits, value);
  if (!kind) visitNested(walk, shape, value);
  else {
    const type = typeof value;
    const [words, fits] = checks[kind] ?? ["a " + kind];
    if (!(fits ? fits(value, type) : type === kind)) report(walk, "must be " + words, value);
  }
  if (traits.uri !== undefined && value === "") report(walk, "is part of the path and must not be empty");
}

type Kind = Scalar | "stream" | "async iterable";

/** What a value is checked as; undefined for what has members or elements. */
function kindOf(shape: Shape, traits: Partial<Traits>, value: unknown): Kind | undefined {
  if (traits.eventstream) return "async iterable";
  if (typeof shape !== "string") return undefined;
  if (shape === "blob" && traits.payload) return "stream";
  if (shape !== "document" && !traits.jsonvalue) return shape;
  return Array.isArray(value) || isRecord(value) ? undefined : "document";
}

/** What a value of a kind is called, and whether a value, of the given `typeof`, is one; other kinds are named by `typeof`. */
type Check = readonly [words: string, fits: (value: any, type: string) => boolean];

const number: Check = ["a number", (_, type) => type === "number"];
const iterable: Check = [
  "an async iterable",
  (value) => typeof (value?.[Symbol.asyncIterator] ?? value?.getReader) === "function",
];
const blob: Check = [
  "a string, Uint8Array or ArrayBuffer",
  (value, type) => type === "string" || value instanceof Uint8Array || value instanceof ArrayBuffer,
];

const checks: { readonly [kind in Kind]?: Check } = {
  integer: ["a whole number", Number.isSafeInteger],
  long: [
    "a whole number or a bigint of 64 bits",
    (value, type) => (type === "bigint" ? BigInt.asIntN(64, value) === value : Number.isSafeInteger(value)),
  ],
  float: number,
  double: number,
  timestamp: [
    "a valid Date of the years 1 to 9999",
    (value) => value instanceof Date && +value >= -62135596800e3 && +value < 253402300800e3,
  ],
  document: [
    "a JSON value",
    (value, type) => value === null || /^(string|boolean|bigint)$/.test(type) || Number.isFinite(value),
  ],
  "async iterable": iterable,
  blob,
  stream: [
    "a string, bytes, Blob, stream, async iterable or a function returning one",
    (value, type) =>
      type === "function" || value instanceof Blob || iterable[1](value, type) || blob[1](value, type),
  ],
};

/** Structures, unions, lists, maps, and the objects and arrays of documents. */
function visitNested(walk: Walk, shape: any, value: any): void {
  const { keys, open } = walk;
  const isArray = Array.isArray(value);
  if (shape.list ? !isArray : !isRecord(value) && !(isArray && typeof shape === "string")) {
    return report(walk, `must be an ${shape.list ? "array" : "object"}`, value);
  }
  if (open.length > 128 || open.includes(value)) {
    return report(walk, "must not be nested more than 128 levels, nor contain itself");
  }
  open.push(value);
  let given = 0;
  for (const key of isArray ? value.keys() : Object.keys(value)) {
    if (value[key] == null && !isArray) continue;
    given++;
    keys.push(key);
    const child = childOf(shape, key);
    if (child) visit(walk, child, value[key]);
    else report(walk, notOneOf(String(key), Object.keys(membersOf(shape)!)));
    keys.pop();
  }
  if (shape.union && given !== 1) report(walk, "must have exactly one member, got " + given);
  for (const name of shape.required ?? []) {
    if (value[name] == null) {
      keys.push(name);
      report(walk, "is required");
      keys.pop();
    }
  }
  open.pop();
}

function notOneOf(name: string, names: readonly string[]): string {
  const near = nearestNames(name, names, 5).join(", ");
  return `is unknown, must be one of ${near || "none"}${names.length > 5 ? `, or ${names.length - 5} less alike` : ""}`;
}

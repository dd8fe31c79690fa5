/**
 * Validation of inputs against their table, before anything is built or sent.
 *
 * Checked are required and unknown members, types, unions and nesting; labels of paths and hosts and values of headers
 * must be what a URL and a header can carry. Enum values, lengths, ranges and patterns are the service's to judge: they
 * change faster than clients do. A valid input costs one walk; paths and messages are made when there is a problem.
 */
import { ValidationError, type InputProblem } from "../errors/errors.ts";
import type { AnyOperation } from "../shape/operation.ts";
import { membersOf, resolveRef, type Ref, type Scalar, type Shape, type Traits } from "../shape/shape.ts";
import { nearestNames } from "./nearest-names.ts";

const maxDepth = 128;
const maxProblems = 100;

interface Walk {
  readonly operation: AnyOperation;
  readonly service: string;
  readonly problems: InputProblem[];
  /** Members, map keys and list indexes from the input to the value being visited. */
  readonly keys: (string | number)[];
  /** The objects and arrays that the value being visited is inside of. */
  readonly open: unknown[];
}

/**
 * Checks an input. Members that are undefined or null count as absent, and so do entries of maps.
 *
 * @throws {@link ValidationError} with all problems (the first 100); values of sensitive members are not in it.
 */
export function validateInput(operation: AnyOperation, input: unknown, serviceId: string): void {
  const walk: Walk = { operation, service: serviceId, problems: [], keys: [], open: [] };
  visit(walk, operation.input ?? noMembers, input ?? {});
  if (walk.problems.length > 0) fail(walk);
}

const noMembers: Ref = { structure: {} };

function fail({ service, operation, problems }: Walk): never {
  throw new ValidationError({ service, operation: operation.name, problems });
}

/** Notes a problem at the place of the walk; with a value, what it is. */
function report(walk: Walk, problem: string, ...given: unknown[]): void {
  let path = walk.operation.name;
  let ref: Ref | undefined = walk.operation.input;
  let hide = false;
  for (const key of walk.keys) {
    const { shape } = resolveRef(ref ?? noMembers);
    path += membersOf(shape) ? `.${key}` : `[${JSON.stringify(key)}]`;
    ref = childOf(shape, key);
    hide ||= ref !== undefined && resolveRef(ref).traits.sensitive === true;
  }
  for (const value of given) problem += `, got ${describe(value, hide)}`;
  if (walk.problems.push({ path, problem }) === maxProblems) fail(walk);
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
  else if (!fits(kind, value)) report(walk, `must be ${words[kind]}`, value);
  if (walk.keys.length === 1) visitLocated(walk, traits, value);
}

type Kind = Scalar | "stream" | "events";

/** What a value is checked as; undefined for what has members or elements. */
function kindOf(shape: Shape, traits: Partial<Traits>, value: unknown): Kind | undefined {
  if (traits.eventstream) return "events";
  if (traits.payload && shape === "blob") return "stream";
  if (typeof shape !== "string") return undefined;
  if (shape !== "document" && !traits.jsonvalue) return shape;
  return Array.isArray(value) || isRecord(value) ? undefined : "document";
}

const words: Record<Kind, string> = {
  string: "a string",
  boolean: "a boolean",
  integer: "a whole number",
  long: "a whole number or a bigint of 64 bits",
  float: "a number",
  double: "a number",
  timestamp: "a valid Date of the years 1 to 9999",
  document: "a JSON value",
  events: "an async iterable",
  blob: "a string, Uint8Array or ArrayBuffer",
  stream: "a string, bytes, Blob, stream, async iterable or a function returning one",
};

function fits(kind: Kind, value: any): boolean {
  const type = typeof value;
  switch (kind) {
    case "integer":
      return Number.isSafeInteger(value);
    case "long":
      return Number.isSafeInteger(value) || (type === "bigint" && BigInt.asIntN(64, value) === value);
    case "float":
    case "double":
      return type === "number";
    case "timestamp":
      return value instanceof Date && value.getTime() >= -62135596800e3 && value.getTime() < 253402300800e3;
    case "document":
      return value === null || /^(str|boo|big)/.test(type) || Number.isFinite(value);
    case "events":
      return isStream(value);
    case "stream":
      return type === "function" || isStream(value) || value instanceof Blob || fits("blob", value);
    case "blob":
      return type === "string" || value instanceof Uint8Array || value instanceof ArrayBuffer;
    default:
      return type === kind;
  }
}

function isStream(value: any): boolean {
  return typeof (value?.[Symbol.asyncIterator] ?? value?.getReader) === "function";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === "[object Object]";
}

/** Structures, unions, lists, maps, and the objects and arrays of documents. */
function visitNested(walk: Walk, shape: any, value: any): void {
  const { keys, open } = walk;
  const isArray = Array.isArray(value);
  if (shape.list ? !isArray : !isRecord(value) && !(isArray && shape.length)) {
    return report(walk, shape.list ? "must be an array" : "must be an object", value);
  }
  if (open.length > maxDepth || open.includes(value)) {
    return report(walk, `must not be nested more than ${maxDepth} levels, nor contain itself`);
  }
  open.push(value);
  let given = 0;
  for (const key of isArray ? value.keys() : Object.keys(value)) {
    if (!isArray && value[key] == null) continue;
    given++;
    keys.push(key);
    const child = childOf(shape, key);
    if (child) visit(walk, child, value[key]);
    else report(walk, notOneOf(key, Object.keys(membersOf(shape)!)));
    keys.pop();
  }
  if (shape.union && given !== 1) report(walk, `must have exactly one member, got ${given}`);
  for (const name of shape.required ?? []) {
    if (value[name] != null) continue;
    keys.push(name);
    report(walk, "is required");
    keys.pop();
  }
  open.pop();
}

function notOneOf(name: string, names: readonly string[]): string {
  const near = nearestNames(name, names, 5).join(", ") || "none";
  return `is unknown, must be one of ${near}${names.length > 5 ? ` (or ${names.length - 5} less alike)` : ""}`;
}

/** What a label of the path, a label of the host and a header can carry. */
function visitLocated(walk: Walk, traits: Partial<Traits>, value: any): void {
  const { uri, hostLabel, header, headers } = traits;
  if (uri && /^\.{0,2}$/.test(value) && !(value && walk.operation.http?.includes(uri + "+}"))) {
    report(walk, 'stands in the path and must not be "", "." or ".."');
  }
  if (hostLabel && !/^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(value)) {
    report(walk, "stands in the host name and must be 1 to 63 letters, digits and inner hyphens");
  }
  if (header === undefined && headers === undefined) return;
  const texts = value instanceof Object ? Object.values(value) : [value];
  if (!traits.jsonvalue && texts.some((text) => typeof text === "string" && !/^[\t -~]*$/.test(text))) {
    report(walk, "stands in a header and must be printable ASCII");
  }
  if (headers !== undefined && !Object.keys(value).every((key) => /^[\w!#$%&'*+.^`|~-]+$/.test(key))) {
    report(walk, "must have keys that can be names of headers");
  }
}

/** The type of a value and, unless it is to stay hidden, a primitive itself, cut short. */
function describe(value: unknown, hide: boolean): string {
  const type = typeof value;
  if (value === null || value === undefined) return String(value);
  if (type === "object" && !(value instanceof Date))
    return Object.prototype.toString.call(value).slice(8, -1);
  if (type === "function" || hide) return type;
  return `${type} ${type === "string" ? JSON.stringify((value as string).slice(0, 32)) : String(value)}`;
}

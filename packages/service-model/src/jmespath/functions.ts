/** The built-in functions of JMESPath (https://jmespath.org/specification.html#built-in-functions). */
import { JmespathError } from "./jmespath-error.ts";
import { compare, entriesOf, isEqual, isPlain, objectOf, typeOf, type JmespathType } from "./values.ts";

/** A function applied to values; an expression reference arrives as a function. */
export type Builtin = (...values: any[]) => unknown;

type Evaluate = (value: unknown) => unknown;

/** What a parameter takes: types, an array of one type, or anything. */
type Parameter = readonly (JmespathType | "array-number" | "array-string" | "any")[];

interface Definition {
  parameters: readonly Parameter[];
  /** The last parameter may be repeated. */
  variadic?: true;
  call: Builtin;
}

const number: Parameter = ["number"];
const string: Parameter = ["string"];
const any: Parameter = ["any"];
const expression: Parameter = ["expression"];
const array: Parameter = ["array"];
const object: Parameter = ["object"];
const sortable: Parameter = ["array-number", "array-string"];

const definitions: Readonly<Record<string, Definition>> = {
  abs: { parameters: [number], call: (n: number) => (n < 0 ? -n : n) },
  avg: { parameters: [["array-number"]], call: (a: number[]) => (a.length ? sum(a) / a.length : null) },
  ceil: { parameters: [number], call: (n: number) => Math.ceil(Number(n)) },
  contains: { parameters: [["array", "string"], any], call: contains },
  ends_with: { parameters: [string, string], call: (s: string, end: string) => s.endsWith(end) },
  floor: { parameters: [number], call: (n: number) => Math.floor(Number(n)) },
  join: { parameters: [string, ["array-string"]], call: (glue: string, a: string[]) => a.join(glue) },
  keys: { parameters: [object], call: (o) => (isPlain(o) ? entriesOf(o).map(([key]) => key) : []) },
  length: { parameters: [["string", "array", "object"]], call: lengthOf },
  map: { parameters: [expression, array], call: (f: Evaluate, a: unknown[]) => a.map((v) => f(v) ?? null) },
  max: { parameters: [sortable], call: (a: unknown[]) => extreme(a, (v) => v, 1) },
  max_by: {
    parameters: [array, expression],
    call: (a: unknown[], f: Evaluate) => extreme(a, key("max_by", f), 1),
  },
  merge: { parameters: [object], variadic: true, call: (...all) => objectOf(all.flatMap(entriesOf)) },
  min: { parameters: [sortable], call: (a: unknown[]) => extreme(a, (v) => v, -1) },
  min_by: {
    parameters: [array, expression],
    call: (a: unknown[], f: Evaluate) => extreme(a, key("min_by", f), -1),
  },
  not_null: { parameters: [any], variadic: true, call: (...all) => all.find((v) => v !== null) ?? null },
  reverse: {
    parameters: [["string", "array"]],
    call: (v: string | unknown[]) =>
      typeof v === "string" ? Array.from(v).toReversed().join("") : v.toReversed(),
  },
  sort: { parameters: [sortable], call: (a: unknown[]) => a.toSorted(compare) },
  sort_by: { parameters: [array, expression], call: sortBy },
  starts_with: { parameters: [string, string], call: (s: string, start: string) => s.startsWith(start) },
  sum: { parameters: [["array-number"]], call: sum },
  to_array: { parameters: [any], call: (v) => (Array.isArray(v) ? v : [v]) },
  to_number: { parameters: [any], call: toNumber },
  to_string: { parameters: [any], call: (v) => (typeof v === "string" ? v : toJson(v)) },
  type: { parameters: [any], call: typeOf },
  values: { parameters: [object], call: (o) => (isPlain(o) ? entriesOf(o).map(([, value]) => value) : []) },
};

/**
 * A built-in function by its name, checking the types of its arguments.
 *
 * @throws {@link JmespathError} when there is no such function, or it does not take so many arguments; the function
 * itself throws one of kind `invalid-type`.
 */
export function builtin(name: string, count: number): Builtin {
  const definition = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
  if (!definition) throw new JmespathError("unknown-function", `there is no function ${name}()`);
  const { parameters, variadic, call } = definition;
  if (variadic ? count < parameters.length : count !== parameters.length) {
    throw new JmespathError("invalid-arity", `${name}() takes ${parameters.length} arguments, not ${count}`);
  }
  return (...values) => {
    values.forEach((value, i) => check(name, value, parameters[Math.min(i, parameters.length - 1)]!));
    return call(...values);
  };
}

function check(name: string, value: unknown, parameter: Parameter): void {
  const type = typeOf(value);
  const fits = parameter.some(
    (wanted) =>
      wanted === type ||
      (wanted === "any" && type !== "expression") ||
      (wanted.startsWith("array-") &&
        Array.isArray(value) &&
        value.every((v) => typeOf(v) === wanted.slice(6))),
  );
  if (!fits) throw wrongType(name, type);
}

function wrongType(name: string, type: string): JmespathError {
  return new JmespathError("invalid-type", `${name}() does not take a value of type ${type}`);
}

function sum(values: readonly (number | bigint)[]): number {
  return values.reduce<number>((total, value) => total + Number(value), 0);
}

function contains(where: string | unknown[], what: unknown): boolean {
  if (typeof where === "string") return typeof what === "string" && where.includes(what);
  return where.some((item) => isEqual(item, what));
}

function lengthOf(value: unknown): number {
  if (typeof value === "string") return Array.from(value).length;
  if (Array.isArray(value)) return value.length;
  return isPlain(value) ? entriesOf(value).length : 0;
}

// Keys of one call are all numbers or all strings.
function key(name: string, evaluate: Evaluate): Evaluate {
  let first: JmespathType | undefined;
  return (value) => {
    const result = evaluate(value);
    const type = typeOf(result);
    first ??= type;
    if (type !== first || (type !== "number" && type !== "string")) throw wrongType(name, type);
    return result;
  };
}

function extreme(values: readonly unknown[], by: Evaluate, sign: 1 | -1): unknown {
  let best: { value: unknown; rank: unknown } | undefined;
  for (const value of values) {
    const rank = by(value);
    if (!best || compare(rank, best.rank) * sign > 0) best = { value, rank };
  }
  return best ? best.value : null;
}

function sortBy(values: readonly unknown[], evaluate: Evaluate): unknown[] {
  const rank = key("sort_by", evaluate);
  return values
    .map((value) => ({ value, rank: rank(value) }))
    .toSorted((a, b) => compare(a.rank, b.rank))
    .map(({ value }) => value);
}

function toNumber(value: unknown): number | bigint | null {
  if (typeof value === "number" || typeof value === "bigint") return value;
  const isNumber = typeof value === "string" && /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(value);
  return isNumber ? Number(value) : null;
}

function toJson(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) => (typeof v === "bigint" ? Number(v) : v)) ?? "null";
}

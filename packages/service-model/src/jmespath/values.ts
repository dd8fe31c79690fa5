/** The types and the equality of JMESPath, over the values that outputs are made of. */

/** A type of the specification. Dates, bytes and the like count as objects without members. */
export type JmespathType = "null" | "boolean" | "number" | "string" | "array" | "object" | "expression";

/** The type of a value. */
export function typeOf(value: unknown): JmespathType {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "array";
  switch (typeof value) {
    case "boolean":
    case "string":
      return typeof value as "boolean" | "string";
    case "number":
    case "bigint":
      return "number";
    case "function":
      return "expression";
    default:
      return "object";
  }
}

/** Whether a value counts as true: everything but null, false, and empty strings, arrays and objects. */
export function isTruthy(value: unknown): boolean {
  switch (typeOf(value)) {
    case "null":
      return false;
    case "boolean":
      return value as boolean;
    case "string":
    case "array":
      return (value as string | unknown[]).length > 0;
    case "object":
      return !isPlain(value) || Object.keys(value).length > 0;
    default:
      return true;
  }
}

/** Deep equality that is strict about types. */
export function isEqual(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  const type = typeOf(left);
  if (type !== typeOf(right)) return false;
  // eslint-disable-next-line eqeqeq
  if (type === "number") return (left as number) == (right as number);
  if (type === "null") return true;
  if (type === "array") {
    const [a, b] = [left as unknown[], right as unknown[]];
    return a.length === b.length && a.every((item, i) => isEqual(item, b[i]));
  }
  if (!isPlain(left) || !isPlain(right)) {
    return left instanceof Date && right instanceof Date && left.getTime() === right.getTime();
  }
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isEqual(left[key], right[key]))
  );
}

/** Whether a value is an object with members, as structures and maps are. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !ArrayBuffer.isView(value)
  );
}

/** The members of an object that are set; undefined ones are as good as absent. */
export function entriesOf(value: Record<string, unknown>): [string, unknown][] {
  return Object.entries(value).filter((entry) => entry[1] !== undefined);
}

/** An object of entries; a key such as `__proto__` is a member like any other. */
export function objectOf(entries: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  return Object.fromEntries(entries);
}

/** Orders strings by code point, as the specification does, and numbers by value. */
export function compare(left: unknown, right: unknown): number {
  if (typeof left !== "string" || typeof right !== "string") {
    return (left as number) < (right as number) ? -1 : (left as number) > (right as number) ? 1 : 0;
  }
  const [a, b] = [Array.from(left), Array.from(right)];
  for (let i = 0; i < a.length && i < b.length; i += 1) {
    const difference = a[i]!.codePointAt(0)! - b[i]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Values between Inia and the oracle: JSON, with a tag around what JSON has no form for. */
import type { ServiceModel, ShapeRefJson } from "@inia/service-model";

/** An instant as botocore gives it: whole microseconds since 1970, which a `Date` cannot hold. */
export class Microseconds {
  readonly count: bigint;

  constructor(count: bigint) {
    this.count = count;
  }
}

/** A tree that JSON can carry. */
export type TypedJson = null | boolean | number | string | TypedJson[] | { [key: string]: TypedJson };

/**
 * An input in the oracle's form. The shape tells what is a Python float, the value alone does not: to botocore 1 and 1.0
 * are different values.
 */
export function toOracle(model: ServiceModel, ref: ShapeRefJson, value: unknown): TypedJson {
  const shape = model.service.shapes[ref.shape]!;
  const jsonvalue = (ref.jsonvalue ?? shape.jsonvalue) && typeof value !== "string";
  if (shape.document || jsonvalue || value === null) return value as TypedJson;
  if (Array.isArray(value)) return value.map((item) => toOracle(model, shape.member!, item));
  if (typeof value === "bigint") return { $integer: String(value) };
  if (typeof value === "number") {
    return /^(float|double)$/.test(shape.type)
      ? { $float: Object.is(value, -0) ? "-0.0" : String(value) }
      : value;
  }
  if (value instanceof Date) return { $date: value.getTime() };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString("base64") };
  if (typeof value !== "object") return value as string | boolean;
  const refOf = (name: string): ShapeRefJson => shape.value ?? shape.members![name]!;
  return tagged(Object.entries(value).map(([name, item]) => [name, toOracle(model, refOf(name), item)]));
}

// Keys that look like a tag, and `__proto__`, go as pairs.
function tagged(entries: [string, TypedJson][]): TypedJson {
  if (entries.some(([key]) => key.startsWith("$") || key === "__proto__")) return { $map: entries };
  return Object.fromEntries(entries);
}

/** What the oracle answered, as values: integers are `number` or `bigint`, instants are {@link Microseconds}. */
export function fromOracle(tree: TypedJson): unknown {
  if (Array.isArray(tree)) return tree.map(fromOracle);
  if (typeof tree !== "object" || tree === null) return tree;
  const [first, ...others] = Object.keys(tree);
  if (first?.startsWith("$") && others.length === 0) {
    const content = tree[first]!;
    switch (first) {
      case "$date":
        return new Microseconds(BigInt(content as string));
      case "$bytes":
        return new Uint8Array(Buffer.from(content as string, "base64"));
      case "$integer":
        return BigInt(content as string);
      case "$float":
        return floatOf(content as string);
      case "$map":
        return mapOf((content as [string, TypedJson][]).map(([key, item]) => [key, fromOracle(item)]));
      default:
    }
  }
  return mapOf(Object.entries(tree).map(([key, item]) => [key, fromOracle(item)]));
}

const floats: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, "-inf": -Infinity };

function floatOf(text: string): number {
  return floats[text] ?? Number(text);
}

// Own properties only, whatever their names are.
function mapOf(entries: [string, unknown][]): Record<string, unknown> {
  return Object.fromEntries(entries);
}

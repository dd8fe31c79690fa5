import type { AnyOperation } from "../shape/operation.ts";
import { membersOf, resolveRef, type Ref } from "../shape/shape.ts";

const mask = "***";

/**
 * A copy of an input that may be logged: members that the model calls sensitive are `***`, as are members that it does not
 * know; bytes and streams are `[blob]`.
 *
 * @example
 * hooks: { call: [(next) => (call) => (log(maskInput(call.operation, call.input)), next(call))] }
 */
export function maskInput(operation: AnyOperation, input: unknown): unknown {
  return masked(operation.input ?? { structure: {} }, input, 0);
}

/** What stands where the model has something else may be anything, so that it is not shown; nor is what never ends. */
function masked(ref: Ref | undefined, value: unknown, depth: number): unknown {
  if (ref === undefined || depth > 128) return mask;
  const { shape, traits } = resolveRef(ref);
  if (traits.sensitive) return mask;
  if (value == null || shape === "document") return value;
  if (shape === "blob" || traits.eventstream) return "[blob]";
  if (typeof shape === "string") return typeof value === "object" && !(value instanceof Date) ? mask : value;
  if ("list" in shape)
    return Array.isArray(value) ? value.map((item) => masked(shape.list, item, depth + 1)) : mask;
  if (typeof value !== "object") return mask;
  const refOf = (name: string): Ref | undefined => {
    if ("map" in shape) return shape.map;
    const members = membersOf(shape)!;
    return Object.hasOwn(members, name) ? members[name] : undefined;
  };
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, masked(refOf(name), item, depth + 1)]),
  );
}

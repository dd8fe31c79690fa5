/**
 * Descriptors as trees of literals: the one place that decides which keys a descriptor has, in which order, and when it
 * has none. The generator prints such a tree; {@link evaluate} makes values of it.
 */
import type { EndpointParameterPlan, OperationPlan, PathPlan, StructurePlan } from "../plan/plan.ts";

/** A descriptor or a part of one. */
export type Literal =
  /** Strings, numbers, booleans and other plain data, as it is. */
  | { kind: "value"; value: unknown }
  | { kind: "object"; entries: LiteralEntry[] }
  | { kind: "array"; items: Literal[] }
  /** The table of a structure, union or error; `cyclic` asks for a function that returns it. */
  | { kind: "table"; target: StructurePlan; cyclic: boolean }
  /** An error class of the service. */
  | { kind: "error"; target: StructurePlan }
  /** An operation of the service. */
  | { kind: "operation"; target: OperationPlan }
  /** Dotted names as text, an expression as a function. */
  | { kind: "path"; path: PathPlan }
  /** A function from the input to endpoint parameters. */
  | { kind: "endpoint-parameters"; parameters: EndpointParameterPlan[] };

/** One key of an object. */
export type LiteralEntry = readonly [key: string, value: Literal];

/** Plain data as a literal. */
export function valueLiteral(value: unknown): Literal {
  return { kind: "value", value };
}

/** An object of the entries that have a value. */
export function objectLiteral(
  entries: readonly (readonly [key: string, value: Literal | undefined])[],
): Literal & { kind: "object" } {
  return {
    kind: "object",
    entries: entries.filter((entry): entry is LiteralEntry => entry[1] !== undefined),
  };
}

/** Plain data as an object literal; keys without a value are left out. */
export function dataLiteral(data: object | undefined): Literal | undefined {
  if (!data) return undefined;
  return objectLiteral(Object.entries(data).map(([key, value]) => [key, optional(value)]));
}

/** Plain data as a literal; undefined stays undefined, so that its key is left out. */
export function optional(value: unknown): Literal | undefined {
  return value === undefined ? undefined : valueLiteral(value);
}

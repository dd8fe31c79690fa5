/** Tables: the descriptors of structures, unions, lists, maps and references to them. */
import type { MemberPlan, RefPlan, ShapePlan, StructurePlan, TraitsPlan } from "../plan/plan.ts";
import {
  dataLiteral,
  objectLiteral,
  optional,
  valueLiteral,
  type Literal,
  type LiteralEntry,
} from "./literal.ts";

/** Traits in the order in which descriptors list them. */
export const traitOrder: readonly (keyof TraitsPlan)[] = [
  "locationName",
  "uri",
  "querystring",
  "header",
  "headers",
  "statusCode",
  "payload",
  "timestampFormat",
  "flattened",
  "xmlAttribute",
  "xmlNamespace",
  "queryName",
  "jsonvalue",
  "idempotencyToken",
  "hostLabel",
  "sensitive",
  "eventstream",
  "eventheader",
  "eventpayload",
];

/** The traits that are set, in {@link traitOrder}. */
export function traitEntries(traits: TraitsPlan): LiteralEntry[] {
  const entries: LiteralEntry[] = [];
  for (const key of traitOrder) {
    const value = traits[key];
    if (value !== undefined)
      entries.push([key, typeof value === "object" ? dataLiteral(value)! : valueLiteral(value)]);
  }
  return entries;
}

/** The members that a table has. The message of an error is not among them: it is a field of every error. */
export function tableMembers(plan: StructurePlan): MemberPlan[] {
  return plan.kind === "error" ? plan.members.filter(({ name }) => name !== "message") : plan.members;
}

/**
 * The table of a structure, union or error: `{ structure: { … }, required: [ … ] }`. Of what only outputs and errors hold
 * nothing is required, since what a service sends is all there is.
 */
export function tableLiteral(plan: StructurePlan): Literal & { kind: "object" } {
  const members = objectLiteral(tableMembers(plan).map(({ name, ref }) => [name, refLiteral(ref)]));
  if (plan.kind === "union") return objectLiteral([["union", members]]);
  const required =
    plan.kind === "error" || !plan.usage.input
      ? []
      : plan.members.filter((member) => member.required).map(({ name }) => name);
  return objectLiteral([
    ["structure", members],
    ["required", required.length > 0 ? valueLiteral(required) : undefined],
  ]);
}

/** A reference: the bare shape, or `{ shape, …traits }`, where a string need not say that it is one. */
export function refLiteral(ref: RefPlan): Literal {
  const shape = shapeLiteral(ref.shape, ref.cyclic ?? false);
  const traits = traitEntries(ref.traits);
  if (traits.length === 0) return shape;
  const isString = ref.shape.kind === "scalar" && ref.shape.scalar === "string";
  return objectLiteral([["shape", isString ? undefined : shape], ...traits]);
}

function shapeLiteral(shape: ShapePlan, cyclic: boolean): Literal {
  switch (shape.kind) {
    case "scalar":
      return valueLiteral(shape.scalar);
    case "named":
      return { kind: "table", target: shape.target, cyclic };
    case "list":
      return objectLiteral([
        ["list", refLiteral(shape.element)],
        ["flattened", optional(shape.flattened)],
      ]);
    case "map":
      return objectLiteral([
        ["map", refLiteral(shape.value)],
        ["key", shape.key && objectLiteral(traitEntries(shape.key))],
        ["flattened", optional(shape.flattened)],
      ]);
  }
}

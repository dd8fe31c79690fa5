/** The TypeScript types of members and shapes, written out. */
import type { MemberPlan, RefPlan, ShapePlan, TraitsPlan, Usage } from "@inia/service-model";
import { key } from "../print/literal.ts";
import type { SourceFile } from "../print/source-file.ts";
import { coreModule, type PackageContext } from "./package-context.ts";

/** Where a type is written. */
export interface TypeSite {
  readonly context: PackageContext;
  readonly file: SourceFile;
  /** How the structure around it is used. */
  readonly usage: Usage;
}

/** The type of a reference: of its shape, or of the stream of it. */
export function typeOf(site: TypeSite, ref: RefPlan): string {
  return typeOfShape(site, ref.shape, ref.traits);
}

/** The type of a shape. */
export function typeOfShape(site: TypeSite, shape: ShapePlan, traits: TraitsPlan = {}): string {
  const { context, file } = site;
  if (shape.kind === "scalar") return scalarType(site, shape, traits);
  if (shape.kind === "list") return listOf(typeOf(site, shape.element), shape.element.shape);
  if (shape.kind === "map") {
    const value = typeOf(site, shape.value);
    if (shape.keyEnum === undefined) return `Record<string, ${value}>`;
    return `Partial<Record<${context.enum(file, shape.keyEnum)}, ${value}>>`;
  }
  const name = context.type(file, shape.target);
  return traits.eventstream || shape.target.eventstream ? `AsyncIterable<${name}>` : name;
}

function scalarType(
  { context, file, usage }: TypeSite,
  shape: Extract<ShapePlan, { kind: "scalar" }>,
  traits: TraitsPlan,
): string {
  const inputOnly = usage.input && !usage.output;
  switch (shape.scalar) {
    case "string":
      if (traits.jsonvalue && inputOnly) return file.type("DocumentValue", coreModule);
      return shape.enum === undefined ? "string" : context.enum(file, shape.enum);
    case "boolean":
      return "boolean";
    case "integer":
    case "float":
    case "double":
      return "number";
    case "long":
      return inputOnly || shape.wide ? "number | bigint" : "number";
    case "timestamp":
      return "Date";
    case "document":
      return file.type("DocumentValue", coreModule);
    case "blob":
      if (shape.streaming || traits.payload) {
        return file.type(inputOnly ? "StreamingInput" : "StreamingBody", coreModule);
      }
      return inputOnly ? file.type("BlobInput", coreModule) : "Uint8Array";
  }
}

function listOf(element: string, shape: ShapePlan): string {
  const compound = shape.kind === "scalar" && element.includes(" | ");
  return compound ? `(${element})[]` : `${element}[]`;
}

/**
 * Whether a caller must give a member, and a service promises it. The client fills an idempotency token itself; a streaming
 * body of an output is always there, if only to be empty.
 */
export function isRequired({ ref, required }: MemberPlan, usage: Usage): boolean {
  if (usage.output && !usage.input && ref.shape.kind === "scalar" && ref.shape.streaming) return true;
  return required && !(ref.traits.idempotencyToken && usage.input);
}

/** A member in an interface: `Name?: string | undefined;`. */
export function memberSignature(site: TypeSite, member: MemberPlan): string {
  const type = typeOf(site, member.ref);
  if (isRequired(member, site.usage)) return `${key(member.name)}: ${type};`;
  const line = `${key(member.name)}?: ${type} | undefined;`;
  if (line.length <= site.file.width()) return line;
  const parts = type === "number | bigint" ? ["number", "bigint"] : [type];
  return [`${key(member.name)}?:`, ...[...parts, "undefined"].map((part) => `  | ${part}`)].join("\n") + ";";
}

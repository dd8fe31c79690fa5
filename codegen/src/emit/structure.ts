/** Structures, unions and enums: type and table. */
import type { EnumPlan, MemberPlan, StructurePlan } from "@inia/service-model";
import { after, before, flat, layOut, type Code } from "../print/layout.ts";
import { key, quote } from "../print/literal.ts";
import type { SourceFile } from "../print/source-file.ts";
import { printTable } from "./descriptor.ts";
import { docComment } from "./doc-comment.ts";
import { coreModule, type PackageContext } from "./package-context.ts";
import { isRequired, memberSignature, typeOf, type TypeSite } from "./type.ts";

/** Writes the type of a structure or union. */
export function emitType(
  context: PackageContext,
  file: SourceFile,
  structure: StructurePlan,
  fallback?: string,
): void {
  const site: TypeSite = { context, file, usage: structure.usage };
  const { documentation: html, deprecated } = structure;
  docComment(file, { html, deprecated, ...(fallback === undefined ? {} : { fallback }) });
  if (structure.kind === "union") emitUnion(site, structure);
  else if (structure.members.length === 0) file.line(emptyType(structure));
  else {
    file.block(`export interface ${structure.typeName} `, () => {
      for (const member of structure.members) emitMember(site, member);
    });
  }
}

/** A structure without members. As an input it takes nothing; as an output it may grow. */
function emptyType({ typeName, usage }: StructurePlan): string {
  if (usage.output) return `export interface ${typeName} {}`;
  return `export type ${typeName} = Record<string, never>;`;
}

/** Writes the table of a structure or union. */
export function emitTable(context: PackageContext, file: SourceFile, structure: StructurePlan): void {
  const type = file.type(structure.kind === "union" ? "Union" : "Structure", coreModule);
  declare(file, structure.valueName, type, printTable(context, file, structure));
}

/** Writes `export const name: type = value;`. A type that is too long for the line breaks before the value does. */
export function declare(
  file: SourceFile,
  name: string,
  type: Code,
  value: Code,
  modifier: "export " | "" = "export ",
): void {
  const head = before(`${modifier}const ${name}: `, type);
  const opening = typeof value === "string" ? `${value};` : `${value.before}${value.open}`;
  const fits = typeof head === "string" || flat(head).length + opening.length + 3 <= file.width();
  const lines = fits ? [flat(head)] : layOut({ ...head, broken: true }, file.indentation()).split("\n");
  for (const line of lines.slice(0, -1)) file.line(line);
  file.code(after(before(`${lines.at(-1)!} = `, value), ";"));
}

function emitMember(site: TypeSite, member: MemberPlan): void {
  docComment(site.file, { html: member.documentation, deprecated: member.deprecated, short: true });
  for (const line of memberSignature(site, member).split("\n")) site.file.line(line);
}

/** One variant per member; the other members are excluded, so that a check for one narrows the type. */
function emitUnion(site: TypeSite, union: StructurePlan): void {
  const { file } = site;
  // A stream of events ends with its error: no value of the union is one.
  const members = union.members.filter(
    ({ ref }) => ref.shape.kind !== "named" || ref.shape.target.kind !== "error",
  );
  const variants: readonly (MemberPlan | undefined)[] = [...members, undefined];
  file.line(`export type ${union.typeName} =`);
  file.indent(() => {
    variants.forEach((variant, index) => {
      const others = members.filter((member) => member !== variant).map(({ name }) => `${key(name)}?: never`);
      const end = index === variants.length - 1 ? ";" : "";
      emitVariant(site, variant, others, end);
    });
  });
}

function emitVariant(
  site: TypeSite,
  member: MemberPlan | undefined,
  others: readonly string[],
  end: string,
): void {
  const { file } = site;
  const own =
    member === undefined ? "$unknown: [string, unknown]" : `${key(member.name)}: ${typeOf(site, member.ref)}`;
  const rest = member === undefined ? others : [...others, "$unknown?: never"];
  const line = `| { ${[own, ...rest].join("; ")} }${end}`;
  const documented =
    member !== undefined && (member.documentation !== undefined || member.deprecated !== undefined);
  if (!documented && line.length <= file.width()) {
    file.line(line);
    return;
  }
  file.line("| {");
  file.indent(() => {
    file.indent(() => {
      if (documented)
        docComment(file, { html: member.documentation, deprecated: member.deprecated, short: true });
      for (const property of [own, ...rest]) file.line(`${property};`);
    });
    file.line(`}${end}`);
  });
}

/** Writes an enum: the union of its known values, open to others. */
export function emitEnum(file: SourceFile, plan: EnumPlan): void {
  docComment(file, { html: plan.documentation });
  const values = [...new Set(plan.values)].map(quote);
  const parts = [...values, "(string & {})"];
  const line = `export type ${plan.typeName} = ${parts.join(" | ")};`;
  if (line.length <= file.width()) file.line(line);
  else if (parts.join(" | ").length + 3 <= file.width()) {
    file.line(`export type ${plan.typeName} =`);
    file.indent(() => file.line(`${parts.join(" | ")};`));
  } else {
    file.line(`export type ${plan.typeName} =`);
    file.indent(() =>
      parts.forEach((part, at) => file.line(`| ${part}${at === parts.length - 1 ? ";" : ""}`)),
    );
  }
}

/** Whether a caller can leave the whole input out. */
export function needsInput(input: StructurePlan | undefined): boolean {
  return input !== undefined && input.members.some((member) => isRequired(member, input.usage));
}

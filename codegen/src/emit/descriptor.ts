/** Prints the literals of descriptors, as service-model plans them, and imports what they name. */
import {
  tableLiteral,
  type EndpointParameterPlan,
  type Literal,
  type MemberPlan,
  type PathPlan,
  type StructurePlan,
} from "@inia/service-model";
import { printJmespath } from "../compile/jmespath.ts";
import { after, array, before, object, type Code } from "../print/layout.ts";
import { isIdentifier, quote } from "../print/literal.ts";
import type { SourceFile } from "../print/source-file.ts";
import type { PackageContext } from "./package-context.ts";

/** A literal as code. The tables that only this file has stand in line; all others are named. */
export function printLiteral(context: PackageContext, file: SourceFile, literal: Literal): Code {
  switch (literal.kind) {
    case "value":
      return printValue(literal.value);
    case "array":
      return array(literal.items.map((item) => printLiteral(context, file, item)));
    case "object":
      return object(
        literal.entries.map(([name, value]) => [name, printLiteral(context, file, value)] as const),
      );
    case "table": {
      const { target, cyclic } = literal;
      if (target.owner !== undefined && context.home(target) === file.path)
        return printTable(context, file, target);
      const name = context.table(file, target);
      return cyclic ? `() => ${name}` : name;
    }
    case "error":
      return context.errorClass(file, literal.target);
    case "operation":
      return file.value(literal.target.valueName, context.operationPath(literal.target));
    case "path":
      return printPath(literal.path);
    case "endpoint-parameters":
      return printEndpointParameters(literal.parameters);
  }
}

/** The table of a structure, union or error. */
export function printTable(context: PackageContext, file: SourceFile, structure: StructurePlan): Code {
  return printLiteral(context, file, tableLiteral({ ...structure, members: membersOf(structure) }));
}

/** Members that a table and a type have; the message of an error is read by the protocol and is a field of every error. */
export function membersOf(structure: StructurePlan): MemberPlan[] {
  if (structure.kind !== "error") return structure.members;
  return structure.members
    .filter((member) => member.name !== "message")
    .map((member) => ({ ...member, required: false }));
}

/** Plain data as code. */
export function printValue(value: unknown): Code {
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return array(value.map(printValue));
  if (typeof value === "object" && value !== null) {
    return object(Object.entries(value).map(([name, each]) => [name, printValue(each)] as const));
  }
  return String(value);
}

function printPath(path: PathPlan): Code {
  return "names" in path ? quote(path.names) : `(output) => ${printExpression(path, "output")}`;
}

function printExpression(
  { expression, source }: Extract<PathPlan, { source: string }>,
  variable: string,
): string {
  try {
    return printJmespath(expression, variable);
  } catch (error) {
    throw new Error(`${source}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function printEndpointParameters(parameters: readonly EndpointParameterPlan[]): Code {
  const usesInput = parameters.some((parameter) => !("value" in parameter));
  const values = object(parameters.map((parameter) => [parameter.name, parameterValue(parameter)] as const));
  return after(before(usesInput ? "(input) => (" : "() => (", values), ")");
}

function parameterValue(parameter: EndpointParameterPlan): Code {
  if ("value" in parameter) return printValue(parameter.value);
  if ("member" in parameter) return `input${property(parameter.member, false)}`;
  const { path } = parameter;
  if (!("names" in path)) return printExpression(path, "input");
  const names = path.names.split(".");
  return `input${names.map((name, index) => property(name, index > 0)).join("")}`;
}

function property(name: string, optional: boolean): string {
  if (isIdentifier(name)) return `${optional ? "?." : "."}${name}`;
  return `${optional ? "?." : ""}[${quote(name)}]`;
}

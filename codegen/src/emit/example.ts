/** An operation's example, of `examples-1.json`, as a call. */
import type { OperationPlan, RefPlan, StructurePlan } from "@inia/service-model";
import { after, array, before, layOut, object, type Code } from "../print/layout.ts";
import { quote } from "../print/literal.ts";
import { printValue } from "./descriptor.ts";
import { isRequired } from "./type.ts";

/** Longer examples hide what they stand under. */
const lineLimit = 24;

/**
 * Lines of code that call the operation as its first example does; undefined where there is none, or where it does not fit
 * the model: examples are written by hand, and some have grown old.
 *
 * @param examples `examples-1.json`, as it is.
 */
export function exampleOf(operation: OperationPlan, examples: unknown): string[] | undefined {
  const input = firstInput(examples, operation.name);
  if (input === undefined) return undefined;
  const value = structureCode(operation.input, input);
  if (value === undefined) return undefined;
  const call = `const output = await client.send(${operation.valueName}`;
  const code = value === "{}" ? `${call});` : after(before(`${call}, `, value), ");");
  const lines = layOut(code, 0).split("\n");
  return lines.length > lineLimit ? undefined : lines;
}

function firstInput(examples: unknown, operation: string): unknown {
  const file = examples as { examples?: Record<string, { input?: unknown }[]> } | undefined;
  if (file?.examples === undefined || !Object.hasOwn(file.examples, operation)) return undefined;
  const [example] = file.examples[operation]!;
  return example === undefined ? undefined : (example.input ?? {});
}

function structureCode(structure: StructurePlan | undefined, value: unknown): Code | undefined {
  if (!isRecord(value)) return undefined;
  const entries = Object.entries(value).map(([name, member]) => {
    const plan = structure?.members.find((each) => each.name === name);
    return [name, plan === undefined ? undefined : refCode(plan.ref, member)] as const;
  });
  const given = new Set(Object.keys(value));
  const complete = structure?.members.every(
    (member) => given.has(member.name) || !isRequired(member, structure.usage),
  );
  if (complete === false || (structure?.kind === "union" && given.size !== 1)) return undefined;
  return objectOf(entries);
}

function refCode({ shape, traits }: RefPlan, value: unknown): Code | undefined {
  if (shape.kind === "list") {
    if (!Array.isArray(value)) return undefined;
    const items = value.map((item) => refCode(shape.element, item));
    return items.every((item) => item !== undefined) ? array(items) : undefined;
  }
  if (shape.kind === "map") {
    if (!isRecord(value)) return undefined;
    return objectOf(Object.entries(value).map(([name, each]) => [name, refCode(shape.value, each)] as const));
  }
  if (shape.kind === "named") return traits.eventstream ? undefined : structureCode(shape.target, value);
  return scalarCode(shape.scalar, value);
}

function scalarCode(scalar: string, value: unknown): Code | undefined {
  switch (scalar) {
    case "document":
      return printValue(value);
    case "timestamp":
      return dateCode(value);
    case "string":
    case "blob":
      return typeof value === "string" ? quote(value) : undefined;
    case "boolean":
      return typeof value === "boolean" ? String(value) : undefined;
    default:
      return typeof value === "number" ? String(value) : undefined;
  }
}

/** Only moments that mean the same everywhere: seconds, and dates with a time zone. */
function dateCode(value: unknown): Code | undefined {
  const time = typeof value === "number" ? value * 1000 : zoned(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : `new Date("${new Date(time).toISOString()}")`;
}

function zoned(value: unknown): value is string {
  return typeof value === "string" && /(Z|GMT|[+-]\d{2}:?\d{2})$/.test(value);
}

function objectOf(entries: readonly (readonly [string, Code | undefined])[]): Code | undefined {
  const known = entries.filter((entry): entry is [string, Code] => entry[1] !== undefined);
  return known.length === entries.length ? object(known) : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

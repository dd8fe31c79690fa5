import { parseTemplate, type TemplatePart } from "./template.ts";
import type { RulesetFunctions } from "./ruleset-functions.ts";

/** The value of an expression where names have the values of `scope`; null is undefined. */
export type Evaluate = (scope: unknown[]) => unknown;

/** Where names live: each assignment has a slot of its own, so that scopes need no copies. */
export interface Names {
  readonly slots: Map<string, number>;
  readonly next: { slot: number };
}

/** Compiles `{ fn, argv }`, `{ ref }`, a template string or a literal. */
export function compileExpression(expression: unknown, names: Names, functions: RulesetFunctions): Evaluate {
  if (typeof expression === "string") return compileTemplate(expression, names, functions);
  if (typeof expression !== "object" || expression === null) return () => expression ?? undefined;
  if ("fn" in expression) {
    const { fn, argv } = expression as { fn: string; argv: unknown[] };
    return compileCall(fn, argv, names, functions);
  }
  if (!("ref" in expression)) return () => expression;
  const slot = names.slots.get(String(expression.ref));
  return slot === undefined ? () => undefined : (scope) => scope[slot];
}

/** Compiles a value of properties or headers: template strings anywhere inside lists and objects. */
export function valueOf(value: unknown, names: Names, functions: RulesetFunctions): Evaluate {
  if (Array.isArray(value)) {
    const items = value.map((item) => valueOf(item, names, functions));
    return (scope) => items.map((item) => item(scope));
  }
  if (typeof value !== "object" || value === null || "ref" in value || "fn" in value) {
    return compileExpression(value, names, functions);
  }
  const entries = Object.entries(value).map(([key, item]) => [key, valueOf(item, names, functions)] as const);
  return (scope) => Object.fromEntries(entries.map(([key, item]) => [key, item(scope)]));
}

function compileTemplate(text: string, names: Names, functions: RulesetFunctions): Evaluate {
  const parts = parseTemplate(text);
  if (parts.every((part) => typeof part === "string")) return () => parts.join("");
  const pieces = parts.map((part) => compilePart(part, names, functions));
  return (scope) => pieces.map((piece) => piece(scope)).join("");
}

function compilePart(part: TemplatePart, names: Names, functions: RulesetFunctions): Evaluate {
  if (typeof part === "string") return () => part;
  const slot = names.slots.get(part.name);
  return (scope) => {
    let value = slot === undefined ? undefined : scope[slot];
    for (const attribute of part.attributes) value = attributeOf(value, attribute, functions);
    if (typeof value !== "string") throw functions.endpointError(`${part.name} is not set or not a string`);
    return value;
  };
}

function compileCall(
  fn: string,
  argv: readonly unknown[],
  names: Names,
  functions: RulesetFunctions,
): Evaluate {
  const calls = library(functions);
  const call = Object.hasOwn(calls, fn) ? calls[fn] : undefined;
  if (call === undefined) throw new SyntaxError(`Unknown function of endpoint rulesets: ${fn}`);
  const [first = noValue, ...rest] = argv.map((argument) => compileExpression(argument, names, functions));
  return (scope) => call(first(scope), ...rest.map((argument) => argument(scope)));
}

const noValue: Evaluate = () => undefined;

type Callable = (...values: any[]) => unknown;

function library(functions: RulesetFunctions): Readonly<Record<string, Callable | undefined>> {
  const equals =
    (type: string): Callable =>
    (left, right) => {
      if (typeof left !== type || typeof right !== type)
        throw functions.endpointError(`Only ${type}s can be compared`);
      return left === right;
    };
  return {
    isSet: (value) => value !== undefined,
    not: (value) => value === undefined || value === false || value === "" || value.length === 0,
    booleanEquals: equals("boolean"),
    stringEquals: equals("string"),
    getAttr: (value, path: string) => getAttribute(value, path, functions),
    isValidHostLabel: functions.isValidHostLabel,
    parseURL: functions.parseUrl,
    uriEncode: functions.uriEncode,
    substring: (value, ...range: [number, number, boolean]) => {
      if (typeof value !== "string") throw functions.endpointError("Only strings have substrings");
      return functions.substring(value, ...range);
    },
    "aws.partition": functions.partition,
    "aws.parseArn": functions.parseArn,
    "aws.isVirtualHostableS3Bucket": functions.isVirtualHostableS3Bucket,
  };
}

/** A path of names with dots between them; `name[n]` or `[n]` takes an item, or nothing when there are fewer. */
function getAttribute(value: unknown, path: string, functions: RulesetFunctions): unknown {
  for (const part of path.split(".")) {
    const [, name, index] = /^(\w*)\[(\d+)\]$/.exec(part) ?? [];
    if (index === undefined) {
      value = attributeOf(value, part, functions);
      continue;
    }
    const list = name ? attributeOf(value, name, functions) : value;
    return Array.isArray(list) ? (list[Number(index)] as unknown) : undefined;
  }
  return value;
}

function attributeOf(value: unknown, name: string, functions: RulesetFunctions): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) {
    throw functions.endpointError(`There is no ${name} to take`);
  }
  return (value as Record<string, unknown>)[name];
}

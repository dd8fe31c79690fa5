import type { RuleJson, RulesetJson } from "@inia/service-model";
import {
  all, attribute, equals, isSet, isTrue, item, literal, not, parameter, template,
  type Block, type Expression, type Statement, type Test, type Value, type ValueType,
} from "./program.ts"; // prettier-ignore

type Condition = RuleJson["conditions"][number];
type Names = ReadonlyMap<string, Expression>;

/** Rulesets' functions with values: the core's name and what they return. */
const functions: Readonly<Record<string, { name: string; type: ValueType; nullable: boolean }>> = {
  "aws.partition": { name: "partition", type: "object", nullable: false },
  "aws.parseArn": { name: "parseArn", type: "object", nullable: true },
  parseURL: { name: "parseUrl", type: "object", nullable: true },
  substring: { name: "substring", type: "string", nullable: true },
  uriEncode: { name: "uriEncode", type: "string", nullable: true },
  isValidHostLabel: { name: "isValidHostLabel", type: "boolean", nullable: false },
  "aws.isVirtualHostableS3Bucket": { name: "isVirtualHostableS3Bucket", type: "boolean", nullable: false },
};

/** The ruleset's parameters, those with a value in any case as not nullable. */
export function lowerParameters(ruleset: RulesetJson): Map<string, Expression> {
  const types: Record<string, ValueType> = { string: "string", boolean: "boolean", stringarray: "list" };
  return new Map(
    Object.entries(ruleset.parameters).map(([name, spec]) => {
      const type = types[spec.type.toLowerCase()];
      if (type === undefined)
        throw new Error(`Endpoint ruleset: the parameter ${name} has the unknown type ${spec.type}`);
      return [name, parameter(name, type, spec.default === undefined && spec.required !== true)];
    }),
  );
}

/**
 * The rules as a program. Tests on expressions that may be undefined are not guarded yet.
 *
 * @throws Error for functions, rules and nestings of them that no ruleset has.
 */
export function lowerRules(rules: readonly RuleJson[], outer: Names): Block {
  return rules.flatMap((rule) => {
    const names = new Map(outer);
    const tests = rule.conditions.map((condition) => lowerCondition(condition, names));
    const whenTrue = lowerResult(rule, names);
    return tests.length === 0 ? whenTrue : [{ kind: "if", test: all(tests), whenTrue, whenFalse: [] }];
  });
}

function lowerResult(rule: RuleJson, names: Names): Block {
  if (rule.type === "tree") return lowerRules(rule.rules ?? [], names);
  if (rule.type === "error") return [{ kind: "throw", message: lower(rule.error, names) }];
  const { endpoint } = rule;
  if (rule.type !== "endpoint" || !endpoint)
    throw new Error(`Endpoint ruleset: unknown type of rule ${rule.type}`);
  const { properties = {}, headers = {} } = endpoint;
  const statement: Statement = {
    kind: "return",
    url: lower(endpoint.url, names),
    properties: Object.keys(properties).length > 0 ? lowerValue(properties, names) : undefined,
    headers: Object.keys(headers).length > 0 ? lowerValue(headers, names) : undefined,
  };
  return [statement];
}

function lowerCondition(condition: Condition, names: Map<string, Expression>): Test {
  const { assign } = condition;
  if (assign === undefined) return lowerTest(condition, names);
  if (names.has(assign)) throw new Error(`Endpoint ruleset: ${assign} is assigned twice`);
  const value = lower(condition, names);
  if (value.kind === "call" || value.kind === "item") value.hint ??= assign;
  names.set(assign, value);
  return truthOf(value);
}

/** A condition holds for everything but false and null. */
function truthOf(value: Expression): Test {
  if (value.type !== "boolean") return isSet(value);
  return value.nullable ? all([isSet(value), isTrue(value)]) : isTrue(value);
}

function lowerTest(condition: unknown, names: Names): Test {
  const { fn, argv = [] } = (condition ?? {}) as Partial<Condition>;
  switch (fn) {
    case "isSet":
      return isSet(lower(argv[0], names));
    case "not":
      return not(lowerTest(argv[0], names));
    case "stringEquals":
      return equals(lower(argv[0], names), lower(argv[1], names));
    case "booleanEquals":
      return lowerBooleanEquals(lower(argv[0], names), lower(argv[1], names));
    default:
      return truthOf(lower(condition, names));
  }
}

function lowerBooleanEquals(left: Expression, right: Expression): Test {
  if (left.kind === "literal" && right.kind !== "literal") return lowerBooleanEquals(right, left);
  if (right.kind !== "literal") return equals(left, right);
  return right.value === true ? isTrue(left) : not(isTrue(left));
}

function lower(expression: unknown, names: Names): Expression {
  if (typeof expression === "string") return lowerTemplate(expression, names);
  if (typeof expression === "boolean" || typeof expression === "number") return literal(expression);
  const { ref, fn, argv = [] } = (expression ?? {}) as { ref?: string; fn?: string; argv?: unknown[] };
  if (ref !== undefined) return lookUp(ref, names);
  if (fn === "getAttr") return lowerAttribute(lower(argv[0], names), String(argv[1]));
  const known = Object.hasOwn(functions, fn ?? "") ? functions[fn!] : undefined;
  if (known === undefined)
    throw new Error(`Endpoint ruleset: ${JSON.stringify(expression)} cannot be compiled`);
  const values = argv.map((argument) => lower(argument, names));
  const key = `${known.name}(${values.map((value) => value.key).join()})`;
  return { kind: "call", key, type: known.type, nullable: known.nullable, fn: known.name, arguments: values };
}

/**
 * `https://{Bucket}.s3.{PartitionResult#dnsSuffix}`. A string is a template only if it holds a reference of letters and
 * `#` alone; then all braces count, and `{{` and `}}` are literal ones.
 */
function lowerTemplate(text: string, names: Names): Expression {
  if (!/\{[a-zA-Z#]+\}/.test(text)) return literal(text);
  const parts = text.match(/\{\{|\}\}|\{[^{}]*\}|[{}]|[^{}]+/g) ?? [];
  return template(
    parts.map((part) => {
      if (part === "{" || part === "}")
        throw new Error(`Endpoint ruleset: unbalanced brace in ${JSON.stringify(text)}`);
      if (part === "{{" || part === "}}") return literal(part[0]!);
      if (part[0] !== "{") return literal(part);
      const [name = "", ...attributes] = part.slice(1, -1).split("#");
      return attributes.reduce(attribute, lookUp(name, names));
    }),
  );
}

function lowerAttribute(of: Expression, path: string): Expression {
  let value = of;
  for (const part of path.split(".")) {
    const [, name, index] = /^(\w*)\[(\d+)\]$/.exec(part) ?? [];
    if (index === undefined) value = attribute(value, part);
    else value = item(name ? attribute(value, name) : value, Number(index));
  }
  return value;
}

function lookUp(name: string, names: Names): Expression {
  const value = names.get(name);
  if (value === undefined) throw new Error(`Endpoint ruleset: nothing is called ${name} here`);
  return value;
}

function lowerValue(value: unknown, names: Names): Value {
  if (Array.isArray(value)) return { kind: "list", items: value.map((item) => lowerValue(item, names)) };
  if (typeof value === "object" && value !== null && !("ref" in value) && !("fn" in value)) {
    return {
      kind: "object",
      entries: Object.entries(value).map(([key, item]) => [key, lowerValue(item, names)]),
    };
  }
  return { kind: "expression", of: lower(value, names) };
}

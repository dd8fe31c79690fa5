import { isTrue, not, type Expression, type Test, type Value } from "./program.ts";

/** What the printer knows at a point of the function it prints. */
export interface PrintScope {
  /** Names in use for expressions, by their keys. */
  readonly names: ReadonlyMap<string, string>;
  /** Keys of expressions that TypeScript knows to be set. */
  readonly narrowed: ReadonlySet<string>;
}

/** Whether TypeScript, too, sees that an expression has a value. */
export function certain(of: Expression, scope: PrintScope): boolean {
  if (!of.nullable || scope.narrowed.has(of.key)) return true;
  if (of.kind === "attribute") return certain(of.of, scope);
  return of.kind === "choice" && certain(of.whenTrue, scope) && certain(of.whenFalse, scope);
}

/** Source text of an expression. */
export function printExpression(of: Expression, scope: PrintScope): string {
  const name = scope.names.get(of.key);
  if (name !== undefined) return name;
  switch (of.kind) {
    case "literal":
      return JSON.stringify(of.value);
    case "parameter":
      return of.name;
    case "call": {
      const values = of.arguments.map((argument) => printExpression(argument, scope));
      while (values.at(-1) === "false") values.pop();
      return `${of.fn}(${values.join(", ")})`;
    }
    case "attribute":
      return `${printExpression(of.of, scope)}${certain(of.of, scope) ? "." : "?."}${of.name}`;
    case "item": {
      const optional = of.of.kind !== "attribute" && !certain(of.of, scope);
      return `${printExpression(of.of, scope)}${optional ? "?." : ""}[${of.index}]`;
    }
    case "template":
      return `\`${of.parts.map((part) => printPart(part, scope)).join("")}\``;
    case "choice": {
      const { test, whenTrue, whenFalse } = of;
      return `${printTest(test, scope)} ? ${printChoice(whenTrue, scope, test)} : ${printChoice(whenFalse, scope)}`;
    }
  }
}

function printChoice(of: Expression, scope: PrintScope, test?: Test): string {
  const inner = test ? narrow(scope, test, true) : scope;
  const text = printExpression(of, inner);
  return of.kind === "choice" && test && !scope.names.has(of.key) ? `(${text})` : text;
}

function printPart(part: Expression, scope: PrintScope): string {
  if (part.kind !== "literal") return `\${${printExpression(part, scope)}}`;
  return String(part.value).replace(/[`\\]|\$(?=\{)/g, "\\$&");
}

/** Source text of an expression where only a string will do. */
export function printString(of: Expression, scope: PrintScope): string {
  return of.type !== "string" || certain(of, scope)
    ? printExpression(of, scope)
    : `\`\${${printExpression(of, scope)}}\``;
}

/** Source text of properties or headers. */
export function printValue(value: Value, scope: PrintScope): string {
  switch (value.kind) {
    case "expression":
      return printString(value.of, scope);
    case "list":
      return `[${value.items.map((item) => printValue(item, scope)).join(", ")}]`;
    case "object": {
      const entries = value.entries.map(([key, item]) => {
        const text = printValue(item, scope);
        const name = /^[a-zA-Z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
        return name === text ? name : `${name}: ${text}`;
      });
      return `{ ${entries.join(", ")} }`;
    }
  }
}

/** Source text of a test. */
export function printTest(test: Test, scope: PrintScope): string {
  switch (test.kind) {
    case "set":
      return isObject(test.of)
        ? printExpression(test.of, scope)
        : `${printExpression(test.of, scope)} != null`;
    case "true":
      return printExpression(test.of, scope);
    case "equals":
      return `${printExpression(test.left, scope)} === ${printExpression(test.right, scope)}`;
    case "not":
      return printNot(test.of, scope);
    case "all":
      return joined(test.of, "&&", scope);
    case "any":
      return joined(test.of, "||", scope);
  }
}

function isObject(of: Expression): boolean {
  return of.type === "object" || of.type === "list";
}

function printNot(test: Test, scope: PrintScope): string {
  switch (test.kind) {
    case "set":
      return isObject(test.of)
        ? `!${printExpression(test.of, scope)}`
        : `${printExpression(test.of, scope)} == null`;
    case "equals":
      return `${printExpression(test.left, scope)} !== ${printExpression(test.right, scope)}`;
    case "true":
      return `!${printExpression(test.of, scope)}`;
    default:
      return `!(${printTest(test, scope)})`;
  }
}

/**
 * Terms see what the terms before them established; `x` stands for `x != null && x !== ""`, `x === false` for
 * `x != null && !x`.
 */
function joined(tests: readonly Test[], operator: "&&" | "||", scope: PrintScope): string {
  const terms: string[] = [];
  let inner = scope;
  for (const [index, test] of tests.entries()) {
    const previous = index > 0 ? tests[index - 1] : undefined;
    if (previous?.kind === "set" && operator === "&&" && test.key === not(isTrue(previous.of)).key) {
      terms[terms.length - 1] = `${printExpression(previous.of, inner)} === false`;
    } else if (previous && emptiness(previous, test, operator)) {
      terms[terms.length - 1] = `${operator === "||" ? "!" : ""}${printExpression(operand(previous), inner)}`;
    } else {
      const text = printTest(test, inner);
      const nested =
        (test.kind === "all" || test.kind === "any") && test.kind !== (operator === "&&" ? "all" : "any");
      terms.push(nested ? `(${text})` : text);
    }
    inner = narrow(inner, test, operator === "&&");
  }
  return terms.join(` ${operator} `);
}

function operand(test: Test): Expression {
  if (test.kind === "not") return operand(test.of);
  if (test.kind === "set") return test.of;
  throw new Error("Only a test for being set has an operand");
}

/** `x` is set and not empty, or, with `||`, not set or empty. */
function emptiness(first: Test, second: Test, operator: "&&" | "||"): boolean {
  const set = operator === "&&" ? first : first.kind === "not" ? first.of : undefined;
  const empty = operator === "||" ? second : second.kind === "not" ? second.of : undefined;
  if (set?.kind !== "set" || empty?.kind !== "equals" || empty.right.kind !== "literal") return false;
  return empty.right.value === "" && empty.left.key === set.of.key;
}

/** What TypeScript knows after a test: names and parameters are narrowed, whatever else is not. */
export function narrow(scope: PrintScope, test: Test, outcome: boolean): PrintScope {
  const narrowed = new Set(scope.narrowed);
  collect(test, outcome, (of) => {
    // A value found through `a?.b` tells of `a` as well.
    for (let at = of; ; at = at.of) {
      if (at.kind === "parameter" || scope.names.has(at.key)) narrowed.add(at.key);
      if (at.kind !== "attribute" || scope.names.has(at.key)) return;
    }
  });
  return { ...scope, narrowed };
}

function collect(test: Test, outcome: boolean, add: (of: Expression) => void): void {
  if (test.kind === "not") return collect(test.of, !outcome, add);
  if (test.kind === "all" || test.kind === "any") {
    if ((test.kind === "all") === outcome) for (const one of test.of) collect(one, outcome, add);
    return;
  }
  if (!outcome) return;
  if (test.kind === "set" || test.kind === "true") add(test.of);
  if (test.kind === "equals" && test.right.kind === "literal") add(test.left);
}

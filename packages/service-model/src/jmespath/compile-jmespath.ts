/**
 * JMESPath by closures: an expression is parsed once and then is a function from value to result. Semantics are those of
 * https://jmespath.org/specification.html; what is missing is null.
 */
import type { Expression } from "./ast.ts";
import { builtin } from "./functions.ts";
import { JmespathError } from "./jmespath-error.ts";
import { parseJmespath } from "./parse.ts";
import { compare, entriesOf, isEqual, isPlain, isTruthy, objectOf, typeOf } from "./values.ts";

/** A compiled expression: from a value to its result, null where there is none. */
export type Evaluate = (value: unknown) => unknown;

/**
 * Compiles an expression, given as text or parsed.
 *
 * @throws {@link JmespathError} for expressions that cannot be parsed and functions that do not exist; the compiled
 * function throws one when a built-in function gets a value of a wrong type.
 */
export function compileJmespath(expression: string | Expression): Evaluate {
  if (typeof expression !== "string") return compile(expression);
  try {
    return compile(parseJmespath(expression));
  } catch (error) {
    if (!(error instanceof JmespathError) || error.expression !== undefined) throw error;
    throw new JmespathError(error.kind, error.message, expression);
  }
}

function compile(expression: Expression): Evaluate {
  switch (expression.type) {
    case "identity":
    case "current":
      return (value) => value ?? null;
    case "literal":
      return () => expression.value;
    case "field":
      return fieldOf(expression.name);
    case "subexpression":
    case "pipe":
      return chain(compile(expression.left), compile(expression.right), expression.type === "pipe");
    case "index":
    case "slice":
    case "flatten":
      return selectionOf(expression);
    case "projection":
    case "value-projection":
    case "filter-projection":
      return projectionOf(expression);
    case "or":
    case "and":
    case "not":
      return logicOf(expression);
    case "comparison":
      return comparisonOf(expression);
    case "multi-select-list": {
      const items = expression.items.map(compile);
      return (value) => (isNull(value) ? null : items.map((item) => item(value)));
    }
    case "multi-select-hash": {
      const entries = expression.entries.map(({ key, value }) => [key, compile(value)] as const);
      return (value) => (isNull(value) ? null : objectOf(entries.map(([key, of]) => [key, of(value)])));
    }
    case "expression-reference": {
      const evaluate = compile(expression.of);
      return () => evaluate;
    }
    case "function": {
      const values = expression.arguments.map(compile);
      const call = builtin(expression.name, values.length);
      return (value) => call(...values.map((of) => of(value)));
    }
  }
}

type Of<Type extends Expression["type"]> = Extract<Expression, { type: Type }>;

function isNull(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function fieldOf(name: string): Evaluate {
  return (value) => (isPlain(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null);
}

// A pipe goes on with null, a dot does not.
function chain(left: Evaluate, right: Evaluate, pipe: boolean): Evaluate {
  return (value) => {
    const middle = left(value);
    return pipe || !isNull(middle) ? right(middle) : null;
  };
}

function selectionOf(expression: Of<"index" | "slice" | "flatten">): Evaluate {
  const of = compile(expression.of);
  const select = selectorOf(expression);
  return (value) => {
    const array = of(value);
    return Array.isArray(array) ? select(array) : null;
  };
}

function selectorOf(expression: Of<"index" | "slice" | "flatten">): (array: unknown[]) => unknown {
  if (expression.type === "index") return (array) => array.at(expression.index) ?? null;
  if (expression.type === "flatten") return (array) => array.flat(1);
  const { start, stop, step = 1 } = expression;
  return (array) => slice(array, start, stop, step);
}

function slice(
  array: unknown[],
  start: number | undefined,
  stop: number | undefined,
  step: number,
): unknown[] {
  const { length } = array;
  const [low, high] = step > 0 ? [0, length] : [-1, length - 1];
  const clamp = (i: number): number => Math.max(low, Math.min(high, i < 0 ? i + length : i));
  const from = start === undefined ? (step > 0 ? low : high) : clamp(start);
  const to = stop === undefined ? (step > 0 ? high : low) : clamp(stop);
  const result: unknown[] = [];
  for (let i = from; step > 0 ? i < to : i > to; i += step) result.push(array[i]);
  return result;
}

function projectionOf(expression: Of<"projection" | "value-projection" | "filter-projection">): Evaluate {
  const left = compile(expression.left);
  const right = compile(expression.right);
  const keeps = expression.type === "filter-projection" ? compile(expression.condition) : undefined;
  const elements = expression.type === "value-projection" ? valuesOf : arrayOf;
  return (value) => {
    const found = elements(left(value));
    if (!found) return null;
    const results: unknown[] = [];
    for (const element of found) {
      if (keeps && !isTruthy(keeps(element))) continue;
      const result = right(element);
      if (!isNull(result)) results.push(result);
    }
    return results;
  };
}

function arrayOf(value: unknown): unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

function valuesOf(value: unknown): unknown[] | undefined {
  return isPlain(value) ? entriesOf(value).map((entry) => entry[1]) : undefined;
}

function logicOf(expression: Of<"or" | "and" | "not">): Evaluate {
  if (expression.type === "not") {
    const of = compile(expression.of);
    return (value) => !isTruthy(of(value));
  }
  const left = compile(expression.left);
  const right = compile(expression.right);
  const stopsAt = expression.type === "or";
  return (value) => {
    const first = left(value);
    return isTruthy(first) === stopsAt ? first : right(value);
  };
}

function comparisonOf({ operator, left, right }: Of<"comparison">): Evaluate {
  const a = compile(left);
  const b = compile(right);
  if (operator === "==") return (value) => isEqual(a(value), b(value));
  if (operator === "!=") return (value) => !isEqual(a(value), b(value));
  const holds = orderings[operator];
  return (value) => {
    const [x, y] = [a(value), b(value)];
    return typeOf(x) === "number" && typeOf(y) === "number" ? holds(compare(x, y)) : null;
  };
}

const orderings: Record<"<" | "<=" | ">" | ">=", (difference: number) => boolean> = {
  "<": (difference) => difference < 0,
  "<=": (difference) => difference <= 0,
  ">": (difference) => difference > 0,
  ">=": (difference) => difference >= 0,
};

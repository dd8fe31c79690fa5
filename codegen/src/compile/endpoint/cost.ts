/** How long a program is when printed and minified, roughly; what the compiler makes small. */
import type { Block, Expression, Statement, Test, Value } from "./program.ts";

const nameLength = 2;
/** What a choice within a choice is worth avoiding for, in characters. */
const penalty = 12;

export function costOfBlock(block: Block): number {
  return block.reduce((sum, statement) => sum + costOfStatement(statement), 0);
}

function costOfStatement(statement: Statement): number {
  switch (statement.kind) {
    case "return":
      return 16 + cost(statement.url) + costOfValue(statement.properties) + costOfValue(statement.headers);
    case "throw":
      return 10 + cost(statement.message);
    case "each":
      return 16 + 8 * statement.rows.length + costOfBlock(statement.body);
    case "if": {
      const whenFalse = statement.whenFalse.length > 0 ? 6 + costOfBlock(statement.whenFalse) : 0;
      return 6 + costOfTest(statement.test) + costOfBlock(statement.whenTrue) + whenFalse;
    }
  }
}

/** Objects that are often the same are printed once. */
function costOfValue(value: Value | undefined): number {
  if (value === undefined) return 0;
  if (value.kind === "expression") return 2 + cost(value.of);
  return (value.kind === "list" ? value.items : value.entries.map(([, item]) => item)).reduce(
    (sum, item) => sum + costOfValue(item),
    2,
  );
}

export function cost(of: Expression): number {
  switch (of.kind) {
    case "literal":
      return of.key.length;
    case "parameter":
    case "call":
      return nameLength;
    case "item":
      return nameLength + 2;
    case "attribute":
      return nameLength + 1 + of.name.length;
    case "template":
      return of.parts.reduce((sum, part) => sum + cost(part) + (part.kind === "literal" ? -2 : 3), 2);
    case "choice":
      return costOfTest(of.test) + cost(of.whenTrue) + cost(of.whenFalse) + 2 + penalty * (depth(of) - 1);
  }
}

/** How many choices are within each other. */
function depth(of: Expression): number {
  if (of.kind === "template") return Math.max(...of.parts.map(depth));
  return of.kind === "choice" ? 1 + Math.max(depth(of.whenTrue), depth(of.whenFalse)) : 0;
}

export function costOfTest(test: Test): number {
  switch (test.kind) {
    case "set":
      return test.of.type === "object" ? nameLength : nameLength + 6;
    case "equals":
      return cost(test.left) + cost(test.right) + 3;
    case "true":
      return cost(test.of);
    case "not":
      return test.of.kind === "true" ? 1 + costOfTest(test.of) : costOfTest(test.of);
    default:
      return test.of.reduce((sum, one) => sum + costOfTest(one) + 2, 0);
  }
}

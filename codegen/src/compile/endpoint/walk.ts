import type { Block, Expression, Return, Statement, Test, Value } from "./program.ts";

/** Every expression of a statement itself, parts of expressions included, without the blocks inside. */
export function expressionsOf(statement: Statement): Expression[] {
  switch (statement.kind) {
    case "if":
      return inTest(statement.test);
    case "throw":
      return inExpression(statement.message);
    case "each":
      return [];
    case "return":
      return [
        ...inExpression(statement.url),
        ...inValue(statement.properties),
        ...inValue(statement.headers),
      ];
  }
}

/** The blocks inside of a statement. */
export function blocksOf(statement: Statement): readonly Block[] {
  if (statement.kind === "if") return [statement.whenTrue, statement.whenFalse];
  return statement.kind === "each" ? [statement.body] : [];
}

/** Every expression of a block, as often as it occurs. */
export function expressionsIn(block: Block): readonly Expression[] {
  const known = expressions.get(block);
  if (known !== undefined) return known;
  const found = block.flatMap((statement) => [
    ...expressionsOf(statement),
    ...blocksOf(statement).flatMap(expressionsIn),
  ]);
  expressions.set(block, found);
  return found;
}

const expressions = new WeakMap<Block, readonly Expression[]>();

/** Every return of a block. */
export function returnsIn(block: Block): Return[] {
  return block.flatMap((statement) => {
    if (statement.kind === "return") return [statement];
    return blocksOf(statement).flatMap(returnsIn);
  });
}

/** The expressions that stand at the leaves of a value. */
export function leavesOf(value: Value | undefined): Expression[] {
  if (value === undefined) return [];
  if (value.kind === "expression") return [value.of];
  return value.kind === "list"
    ? value.items.flatMap(leavesOf)
    : value.entries.flatMap(([, item]) => leavesOf(item));
}

function inValue(value: Value | undefined): Expression[] {
  return leavesOf(value).flatMap(inExpression);
}

function inTest(test: Test): Expression[] {
  switch (test.kind) {
    case "set":
    case "true":
      return inExpression(test.of);
    case "equals":
      return [...inExpression(test.left), ...inExpression(test.right)];
    case "not":
      return inTest(test.of);
    default:
      return test.of.flatMap(inTest);
  }
}

function inExpression(of: Expression): Expression[] {
  switch (of.kind) {
    case "call":
      return [of, ...of.arguments.flatMap(inExpression)];
    case "attribute":
    case "item":
      return [of, ...inExpression(of.of)];
    case "template":
      return of.parts.flatMap(inExpression);
    case "choice":
      return [of, ...inTest(of.test), ...inExpression(of.whenTrue), ...inExpression(of.whenFalse)];
    default:
      return [of];
  }
}

/** A value with other leaves; `index` counts as {@link leavesOf} does. */
export function mapLeaves(value: Value, change: (leaf: Expression, index: number) => Expression): Value {
  let index = 0;
  const walk = (one: Value): Value => {
    if (one.kind === "expression") return { kind: "expression", of: change(one.of, index++) };
    if (one.kind === "list") return { kind: "list", items: one.items.map(walk) };
    return { kind: "object", entries: one.entries.map(([key, item]) => [key, walk(item)]) };
  };
  return walk(value);
}

/** The message of every error of a block. */
export function messagesIn(block: Block): Expression[] {
  return block.flatMap((statement) => {
    if (statement.kind === "throw") return [statement.message];
    return blocksOf(statement).flatMap(messagesIn);
  });
}

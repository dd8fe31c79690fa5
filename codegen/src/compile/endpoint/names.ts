import { cost } from "./cost.ts";
import type { Block, Expression, Statement } from "./program.ts";
import { expressionsIn, expressionsOf } from "./walk.ts";

/** Names of the constants that a program declares for expressions it uses more than once, by the expression's key. */
export type ConstantNames = ReadonlyMap<string, string>;

/**
 * Names for all expressions that may become constants: the ruleset's own where it has one.
 *
 * @param taken Names that are parameters, functions or words of the language.
 */
export function nameConstants(block: Block, taken: ReadonlySet<string>): ConstantNames {
  const names = new Map<string, string>();
  const used = new Set(taken);
  for (const of of expressionsIn(block).toSorted((a, b) => Number(!hintOf(a)) - Number(!hintOf(b)))) {
    if (!isConstant(of) || names.has(of.key)) continue;
    const stem = camelCase(hintOf(of) ?? fallbackName(of));
    let name = stem;
    for (let n = 2; used.has(name); n++) name = `${stem}${n}`;
    used.add(name);
    names.set(of.key, name);
  }
  return names;
}

/** Results of calls, items of lists and choices; a second call of a test costs less than a name. */
function isConstant(of: Expression): boolean {
  return ((of.kind === "call" || of.kind === "item") && of.type !== "boolean") || of.kind === "choice";
}

function hintOf(of: Expression): string | undefined {
  return of.kind === "call" || of.kind === "item" ? of.hint : undefined;
}

/** A choice between a word and nothing is called by the word. */
function fallbackName(of: Expression): string {
  if (of.kind === "item") return `item${of.index}`;
  if (of.kind === "call") return { partition: "found", parseArn: "arn", parseUrl: "url" }[of.fn] ?? "value";
  const [word] = (of.kind === "choice" && of.then.kind === "literal" && /[a-z]+/i.exec(String(of.then.value))) || [];
  if (word !== undefined && of.kind === "choice" && of.otherwise.key === '""') return word;
  return of.kind === "choice" && of.key.includes("?\"us-") ? "region" : "part";
}

function camelCase(name: string): string {
  return name
    .replace(/[_-]+([a-zA-Z\d])/g, (_, next: string) => next.toUpperCase())
    .replace(/^[A-Z]/, (first) => first.toLowerCase());
}

/** Expressions to declare before each statement of a block. */
export function declarations(block: Block, declared: ReadonlySet<string>): Expression[][] {
  const seen = new Set(declared);
  return block.map((statement, index) => {
    const here = block.slice(index);
    return expressionsIn([statement])
      .toReversed()
      .filter((of) => isConstant(of) && !seen.has(of.key) && belongsHere(of, here) && seen.add(of.key));
  });
}

/** Uses in this many inner blocks are one constant outside; fewer get one each, so that no path computes in vain. */
const manyBlocks = 4;

/** Whether this is the block to declare an expression in: the innermost one around uses that follow each other. */
function belongsHere(of: Expression, block: Block): boolean {
  const count = (expressions: readonly Expression[]): number => expressions.filter((one) => one.key === of.key).length;
  const own = block.map((statement) => count(expressionsOf(statement)));
  const inner = block.flatMap(blocksOf).map((inside) => count(expressionsIn(inside)));
  const uses = [...own, ...inner].filter((uses) => uses > 0);
  const total = uses.reduce((sum, one) => sum + one, 0);
  if (of.kind === "choice") return (total - 1) * (cost(of) - 3) > 14 && (uses.length > 1 || own.some((one) => one > 0));
  if (uses.length === 1) return own.some((one) => one > 1);
  return own.some((one) => one > 0) || uses.length >= manyBlocks;
}

function blocksOf(statement: Statement): Block[] {
  return statement.kind === "if" ? [statement.then, statement.otherwise] : [];
}

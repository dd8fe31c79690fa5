import { cost } from "./cost.ts";
import type { Block, Expression } from "./program.ts";
import { blocksOf, expressionsIn, expressionsOf } from "./walk.ts";

/** Names a constant; the same expression always gets the same name. */
export type NameConstant = (of: Expression) => string;

/**
 * Names for the constants of a program: the ruleset's own where it has one.
 *
 * @param taken Names that are parameters, functions or words of the language.
 */
export function constantNames(program: Block, taken: ReadonlySet<string>): NameConstant {
  const hints = new Map<string, string>();
  for (const of of expressionsIn(program)) {
    if ((of.kind === "call" || of.kind === "item") && of.hint !== undefined) hints.set(of.key, of.hint);
  }
  const names = new Map<string, string>();
  const used = new Set(taken);
  return (of) => {
    const known = names.get(of.key);
    if (known !== undefined) return known;
    let stem = camelCase(hints.get(of.key) ?? fallbackName(of));
    if (of.kind === "attribute" && used.has(stem)) {
      const owner = hints.get(of.of.key) ?? fallbackName(of.of);
      stem = `${camelCase(owner)}${stem[0]!.toUpperCase()}${stem.slice(1)}`;
    }
    const name = unusedName(stem, used);
    names.set(of.key, name);
    return name;
  };
}

/** `stem`, or with the first number that makes a name of it that is not used yet; adds it to those in use. */
export function unusedName(stem: string, used: Set<string>): string {
  let name = stem;
  for (let n = 2; used.has(name); n++) name = `${stem}${n}`;
  used.add(name);
  return name;
}

/** Results of calls, items of lists, attributes and choices; a second call of a test costs less than a name. */
function isConstant(of: Expression): boolean {
  return of.type !== "boolean" && ["call", "item", "attribute", "choice"].includes(of.kind);
}

/** A choice between a word and nothing is called by the word, others by what they depend on. */
function fallbackName(of: Expression): string {
  if (of.kind === "attribute") return of.name;
  if (of.kind === "item") return `item${of.index}`;
  if (of.kind === "call") return { partition: "found", parseArn: "arn", parseUrl: "url" }[of.fn] ?? "value";
  if (of.kind !== "choice") return "value";
  const [word] = (of.whenTrue.kind === "literal" && /[a-z][a-z\d]*/i.exec(String(of.whenTrue.value))) || [];
  if (word !== undefined && of.whenFalse.key === '""') return word;
  if (of.whenTrue.kind === "literal" && of.whenFalse.key === "Region") return "region";
  if (of.whenTrue.key.endsWith("DnsSuffix")) return "dnsSuffix";
  return `by-${/[A-Z]\w*/.exec(of.test.key)?.[0] ?? "test"}`;
}

function camelCase(name: string): string {
  return name
    .replace(/[_-]+([a-zA-Z\d])/g, (_, next: string) => next.toUpperCase())
    .replace(/^[A-Z]/, (first) => first.toLowerCase());
}

/** Expressions to declare before each statement of a block. */
export function declarations(block: Block, declared: ReadonlySet<string>): Expression[][] {
  const seen = new Set(declared);
  const own = block.map((statement) => countUses(expressionsOf(statement)));
  const inner = block.map((statement) =>
    blocksOf(statement).map((inside) => countUses(expressionsIn(inside))),
  );
  return block.map((statement, index) => {
    const uses = { own: own.slice(index), inner: inner.slice(index).flat() };
    return expressionsIn([statement])
      .toReversed()
      .filter((of) => isConstant(of) && !seen.has(of.key) && belongsHere(of, uses) && seen.add(of.key));
  });
}

/** How often expressions occur, by their keys: in statements themselves and in the blocks inside of them. */
interface Uses {
  own: readonly ReadonlyMap<string, number>[];
  inner: readonly ReadonlyMap<string, number>[];
}

function countUses(expressions: readonly Expression[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { key } of expressions) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** Uses in this many inner blocks are one constant outside; fewer get one each, so that no path computes in vain. */
const manyBlocks = 4;
/** An attribute that is read less often has no name of its own. */
const fewAttributes = 3;

/** Whether this is the block to declare an expression in: the innermost one around uses that follow each other. */
function belongsHere(of: Expression, uses: Uses): boolean {
  const own = uses.own.map((counts) => counts.get(of.key) ?? 0).filter((count) => count > 0);
  const inner = uses.inner.map((counts) => counts.get(of.key) ?? 0).filter((count) => count > 0);
  const total = [...own, ...inner].reduce((sum, count) => sum + count, 0);
  if (of.kind === "choice") {
    return (total - 1) * (cost(of) - 3) > 14 && (own.length > 0 || inner.length > 1);
  }
  if (of.kind === "attribute" && total < fewAttributes) return false;
  if (own.length + inner.length === 1) return own.some((count) => count > 1);
  return own.length > 0 || inner.length >= manyBlocks;
}

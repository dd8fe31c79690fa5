import type { Facts } from "./facts.ts";
import { isSet, terminates, type Block, type Expression, type Statement } from "./program.ts";
import { rewriteStatement, rewriteTest, type Rewrite } from "./rewrite.ts";
import { expressionsIn } from "./walk.ts";

/**
 * Asks for a parsed URL in the place of its text where one is there if the other is: TypeScript then knows that the
 * former has parts.
 */
export function preferParsed(block: Block, facts: Facts): Block {
  const parsed = new Map<string, Expression>();
  for (const of of expressionsIn(block)) {
    if (of.kind === "call" && of.fn === "parseUrl") parsed.set(of.arguments[0]!.key, of);
  }
  return parsed.size === 0 ? block : prefer(block, facts, parsed);
}

function prefer(block: Block, facts: Facts, parsed: ReadonlyMap<string, Expression>): Block {
  let known = facts;
  return block.map((statement): Statement => {
    const at = known;
    const rewrite: Rewrite = {
      test: (test) => {
        const url = test.kind === "set" ? parsed.get(test.of.key) : undefined;
        if (url === undefined || at.with(test, true).outcome(isSet(url)) !== true) return undefined;
        return isSet(url);
      },
    };
    if (statement.kind !== "if") return rewriteStatement(statement, rewrite);
    const { test, whenTrue, whenFalse } = statement;
    if (terminates(whenTrue)) known = known.with(test, false);
    return {
      kind: "if",
      test: rewriteTest(test, rewrite),
      whenTrue: prefer(whenTrue, at.with(test, true), parsed),
      whenFalse: prefer(whenFalse, at.with(test, false), parsed),
    };
  });
}

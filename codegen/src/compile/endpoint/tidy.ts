import { all, any, conjuncts, keyOf, not, terminates, type Block, type Statement, type Test } from "./program.ts";

/** The same program as one would write it: `&&` and `||` for nested and repeated ifs, failures first. */
export function tidy(block: Block): Block {
  const result: Statement[] = [];
  for (const statement of block.map(tidyStatement)) {
    const last = result.at(-1);
    const both = last && join(last, statement);
    if (both) result[result.length - 1] = both;
    else result.push(statement);
  }
  return failFirst(result);
}

function tidyStatement(statement: Statement): Statement {
  if (statement.kind !== "if") return statement;
  const then = tidy(statement.then);
  const otherwise = tidy(statement.otherwise);
  const [inner, ...rest] = then;
  if (otherwise.length > 0 || inner?.kind !== "if" || rest.length > 0 || inner.otherwise.length > 0) {
    return { ...statement, then, otherwise };
  }
  return { kind: "if", test: all([statement.test, inner.test]), then: inner.then, otherwise: [] };
}

/** Two ifs with the same end as one. */
function join(first: Statement, second: Statement): Statement | undefined {
  if (first.kind !== "if" || second.kind !== "if") return undefined;
  if (first.otherwise.length + second.otherwise.length > 0 || !terminates(first.then)) return undefined;
  if (keyOf(first.then) !== keyOf(second.then)) return undefined;
  return { ...first, test: any([first.test, second.test]) };
}

/** `if (fits) { … return } throw` becomes `if (!fits) throw; … return`. */
function failFirst(block: Block): Block {
  const [last, failure] = block.slice(-2);
  if (last?.kind !== "if" || last.otherwise.length > 0 || failure?.kind !== "throw") return block;
  if (!terminates(last.then) || last.then[0]?.kind === "throw") return block;
  const guard: Statement = { kind: "if", test: negate(last.test), then: [failure], otherwise: [] };
  return tidy([...block.slice(0, -2), guard, ...last.then]);
}

function negate(test: Test): Test {
  return test.kind === "all" ? any(conjuncts(test).map(not)) : not(test);
}

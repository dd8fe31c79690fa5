import { withoutImplied } from "./facts.ts";
import {
  all, any, choice, conjuncts, keyOf, not, template, terminates,
  type Block, type Expression, type Return, type Statement, type Test, type Value,
} from "./program.ts"; // prettier-ignore
import { rollUp } from "./roll-up.ts";
import { mapLeaves } from "./walk.ts";

/** The same program as one would write it: `&&` and `||` for nested and repeated ifs, failures first. */
export function tidy(block: Block): Block {
  const result: Statement[] = [];
  for (const statement of block.flatMap(splitReturn).map(tidyStatement)) {
    const last = result.at(-1);
    const both = last && join(last, statement);
    if (both) result[result.length - 1] = both;
    else result.push(statement);
  }
  return failFirst(rollUp(result));
}

function tidyStatement(statement: Statement): Statement {
  if (statement.kind !== "if") return statement;
  const whenTrue = tidy(statement.whenTrue);
  const whenFalse = tidy(statement.whenFalse);
  const [inner, ...rest] = whenTrue;
  if (whenFalse.length > 0 || inner?.kind !== "if" || rest.length > 0 || inner.whenFalse.length > 0) {
    return { ...statement, whenTrue, whenFalse };
  }
  return {
    kind: "if",
    test: all(withoutImplied(conjuncts(all([statement.test, inner.test])))),
    whenTrue: inner.whenTrue,
    whenFalse: [],
  };
}

/** Two ifs with the same end as one. */
function join(first: Statement, second: Statement): Statement | undefined {
  if (first.kind !== "if" || second.kind !== "if") return undefined;
  if (first.whenFalse.length + second.whenFalse.length > 0 || !terminates(first.whenTrue)) return undefined;
  if (keyOf(first.whenTrue) !== keyOf(second.whenTrue)) return undefined;
  return { ...first, test: any([first.test, second.test]) };
}

/** `if (fits) { … return } throw` becomes `if (!fits) throw; … return`. */
function failFirst(block: Block): Block {
  const [last, failure] = block.slice(-2);
  if (last?.kind !== "if" || last.whenFalse.length > 0 || failure?.kind !== "throw") return block;
  if (!terminates(last.whenTrue) || last.whenTrue[0]?.kind === "throw") return block;
  const guard: Statement = { kind: "if", test: negate(last.test), whenTrue: [failure], whenFalse: [] };
  return tidy([...block.slice(0, -2), guard, ...last.whenTrue]);
}

/** A return of one URL or another is two returns, which reads better and narrows types. */
function splitReturn(statement: Statement): Block {
  if (statement.kind !== "return" || statement.url.kind !== "choice") return [statement];
  const { test } = statement.url;
  const [whenTrue, whenFalse] = [true, false].map((outcome) =>
    splitReturn(underTest(statement, test, outcome)),
  );
  return [{ kind: "if", test, whenTrue: whenTrue!, whenFalse: [] }, ...whenFalse!];
}

/** A return where the outcome of a test is known. */
function underTest({ url, properties, headers }: Return, test: Test, outcome: boolean): Return {
  const decide = (of: Expression): Expression => {
    if (of.kind === "template") return template(of.parts.map(decide));
    if (of.kind !== "choice") return of;
    if (of.test.key === test.key) return decide(outcome ? of.whenTrue : of.whenFalse);
    return choice(of.test, decide(of.whenTrue), decide(of.whenFalse));
  };
  const within = (value: Value | undefined): Value | undefined => value && mapLeaves(value, decide);
  return { kind: "return", url: decide(url), properties: within(properties), headers: within(headers) };
}

function negate(test: Test): Test {
  return test.kind === "all" ? any(conjuncts(test).map(not)) : not(test);
}

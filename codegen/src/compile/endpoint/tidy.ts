import {
  all, any, choice, conjuncts, keyOf, not, template, terminates,
  type Block, type Expression, type Return, type Statement, type Test, type Value,
} from "./program.ts"; // prettier-ignore
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

/** A return of one URL or another is two returns, which reads better and narrows types. */
function splitReturn(statement: Statement): Block {
  if (statement.kind !== "return" || statement.url.kind !== "choice") return [statement];
  const { test } = statement.url;
  const [then, otherwise] = [true, false].map((outcome) => splitReturn(underTest(statement, test, outcome)));
  return [{ kind: "if", test, then: then!, otherwise: [] }, ...otherwise!];
}

/** A return where the outcome of a test is known. */
function underTest({ url, properties, headers }: Return, test: Test, outcome: boolean): Return {
  const decide = (of: Expression): Expression => {
    if (of.kind === "template") return template(of.parts.map(decide));
    if (of.kind !== "choice") return of;
    if (of.test.key === test.key) return decide(outcome ? of.then : of.otherwise);
    return choice(of.test, decide(of.then), decide(of.otherwise));
  };
  const within = (value: Value | undefined): Value | undefined => value && mapLeaves(value, decide);
  return { kind: "return", url: decide(url), properties: within(properties), headers: within(headers) };
}

function negate(test: Test): Test {
  return test.kind === "all" ? any(conjuncts(test).map(not)) : not(test);
}

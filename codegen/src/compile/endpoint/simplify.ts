import { type Facts, withoutImplied } from "./facts.ts";
import {
  all, conjuncts, isSet, literal, not, terminates,
  type Block, type Expression, type Statement, type Test, type Value,
} from "./program.ts"; // prettier-ignore

/**
 * Removes what cannot happen, and guards what would read a value that is not there: where botocore fails with a lookup
 * error, the program throws. Afterwards no test fails, whatever the parameters.
 */
export function simplify(block: Block, facts: Facts): Block {
  const result: Statement[] = [];
  let known = facts;
  for (const statement of block) {
    for (const simple of simplifyStatement(statement, known)) {
      result.push(simple);
      if (simple.kind !== "if") return result;
      if (terminates(simple.whenTrue)) known = known.with(simple.test, false);
    }
  }
  return result;
}

function simplifyStatement(statement: Statement, facts: Facts): Block {
  if (statement.kind !== "if") return [...guards(statement, facts), statement];
  return simplifyTests(conjuncts(statement.test), [], statement.whenTrue, facts);
}

/** `done`: tests that hold already and are to be part of the same `if`. */
function simplifyTests(tests: readonly Test[], done: readonly Test[], whenTrue: Block, facts: Facts): Block {
  const [test, ...rest] = tests;
  if (test === undefined) {
    const body = simplify(whenTrue, facts);
    return body.length === 0 ? [] : conditional(done, body);
  }
  const unset = operands(test).find((operand) => !facts.isSet(operand));
  if (unset !== undefined) {
    const guarded = simplifyTests(tests, [], whenTrue, facts.with(isSet(unset), true));
    return conditional(done, [guard(unset), ...guarded]);
  }
  const outcome = facts.outcome(test);
  if (outcome === false) return [];
  return simplifyTests(rest, outcome ? done : [...done, test], whenTrue, facts.with(test, true));
}

function conditional(tests: readonly Test[], whenTrue: Block): Block {
  const needed = withoutImplied(tests);
  return needed.length === 0 ? whenTrue : [{ kind: "if", test: all(needed), whenTrue, whenFalse: [] }];
}

function guard(of: Expression): Statement {
  const name = of.kind === "parameter" ? of.name : "A value";
  const message = literal(`${name} is needed to find the endpoint`);
  return { kind: "if", test: not(isSet(of)), whenTrue: [{ kind: "throw", message }], whenFalse: [] };
}

function guards(statement: Exclude<Statement, { kind: "if" }>, facts: Facts): Block {
  if (statement.kind === "each") throw new Error("Loops are made after the program is simplified");
  const needed =
    statement.kind === "throw"
      ? references(statement.message)
      : [...references(statement.url), ...values(statement.properties), ...values(statement.headers)];
  const unset = needed.filter((one) => !facts.isSet(one));
  return [...new Map(unset.map((one) => [one.key, one])).values()].map(guard);
}

/** What has to be set for a test to have an outcome: botocore compares values only. */
function operands(test: Test): readonly Expression[] {
  if (test.kind === "not") return operands(test.of);
  if (test.kind === "true") return references(test.of);
  if (test.kind === "equals") return [...references(test.left), ...references(test.right)];
  return test.kind === "set" ? readers(test.of) : [];
}

/** What has to be set for an expression to have a value. */
function references(of: Expression): readonly Expression[] {
  return of.kind === "template" ? of.parts.flatMap(references) : [root(of), ...readers(of)];
}

/** What has to be set for an expression to be evaluated at all: attributes need an object, `substring` a string. */
function readers(of: Expression): readonly Expression[] {
  switch (of.kind) {
    case "attribute":
      return references(of.of);
    case "item":
      return of.of.kind === "attribute" ? references(of.of) : readers(of.of);
    case "call":
      return of.arguments.flatMap((argument) =>
        of.fn === "substring" ? references(argument) : readers(argument),
      );
    default:
      return [];
  }
}

function values(value: Value | undefined): readonly Expression[] {
  if (value === undefined) return [];
  if (value.kind === "expression") return references(value.of);
  return value.kind === "list"
    ? value.items.flatMap(values)
    : value.entries.flatMap(([, item]) => values(item));
}

/** An attribute is set when what it belongs to is. */
function root(of: Expression): Expression {
  return of.kind === "attribute" ? root(of.of) : of;
}

import {
  all, any, attribute, choice, equals, isSet, isTrue, item, not, template,
  type Block, type Expression, type Statement, type Test, type Value,
} from "./program.ts"; // prettier-ignore
import { mapLeaves } from "./walk.ts";

/** What to put in the place of expressions and tests; undefined: look at the parts. */
export interface Rewrite {
  expression?(of: Expression): Expression | undefined;
  test?(test: Test): Test | undefined;
}

/** An expression with others in the place of some of its parts. */
export function rewriteExpression(of: Expression, rewrite: Rewrite): Expression {
  const replaced = rewrite.expression?.(of);
  if (replaced !== undefined) return replaced;
  const inner = (part: Expression): Expression => rewriteExpression(part, rewrite);
  switch (of.kind) {
    case "call": {
      const values = of.arguments.map(inner);
      return { ...of, key: `${of.fn}(${values.map((value) => value.key).join()})`, arguments: values };
    }
    case "attribute":
      return attribute(inner(of.of), of.name);
    case "item":
      return { ...item(inner(of.of), of.index), ...(of.hint === undefined ? {} : { hint: of.hint }) };
    case "template":
      return template(of.parts.map(inner));
    case "choice":
      return choice(rewriteTest(of.test, rewrite), inner(of.whenTrue), inner(of.whenFalse));
    default:
      return of;
  }
}

/** A test with others in the place of some of its parts. */
export function rewriteTest(test: Test, rewrite: Rewrite): Test {
  const replaced = rewrite.test?.(test);
  if (replaced !== undefined) return replaced;
  switch (test.kind) {
    case "set":
      return isSet(rewriteExpression(test.of, rewrite));
    case "true":
      return isTrue(rewriteExpression(test.of, rewrite));
    case "equals":
      return equals(rewriteExpression(test.left, rewrite), rewriteExpression(test.right, rewrite));
    case "not":
      return not(rewriteTest(test.of, rewrite));
    default: {
      const tests = test.of.map((one) => rewriteTest(one, rewrite));
      return test.kind === "all" ? all(tests) : any(tests);
    }
  }
}

/** A statement with others in the place of some of its parts, inner blocks included. */
export function rewriteStatement(statement: Statement, rewrite: Rewrite): Statement {
  const string = (of: Expression): Expression => rewriteExpression(of, rewrite);
  const value = (of: Value | undefined): Value | undefined => of && mapLeaves(of, string);
  const block = (of: Block): Block => of.map((one) => rewriteStatement(one, rewrite));
  switch (statement.kind) {
    case "throw":
      return { ...statement, message: string(statement.message) };
    case "return":
      return {
        ...statement,
        url: string(statement.url),
        properties: value(statement.properties),
        headers: value(statement.headers),
      };
    case "each":
      return { ...statement, body: block(statement.body) };
    case "if":
      return {
        ...statement,
        test: rewriteTest(statement.test, rewrite),
        whenTrue: block(statement.whenTrue),
        whenFalse: block(statement.whenFalse),
      };
  }
}

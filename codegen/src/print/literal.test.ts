import fc from "fast-check";
import { expect, test } from "vitest";
import { parseModule, ts } from "./parse.ts";
import { formatWithPrettier } from "./prettier.ts";
import { key, quote } from "./literal.ts";

test.each([
  ["plain", '"plain"'],
  ['say "x"', "'say \"x\"'"],
  ["it's", '"it\'s"'],
  [`it's "x" "y"`, `'it\\'s "x" "y"'`],
  [`it's 'x' "y"`, `"it's 'x' \\"y\\""`],
  ["line\nbreak\u2028", '"line\\nbreak\\u2028"'],
])("quotes %j", (text, literal) => {
  expect(quote(text)).toBe(literal);
});

test("quotes any text so that it means itself, as prettier would", async () => {
  const property = fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
    const literal = quote(text);
    expect(meaning(literal)).toBe(text);
    expect(await formatWithPrettier(`x(${literal});`)).toBe(`x(${literal});\n`);
  });
  await fc.assert(property, { numRuns: 100 });
});

/** What a literal means to TypeScript. */
function meaning(literal: string): string | undefined {
  const [statement] = parseModule("x.ts", `(${literal});`).tree.statements;
  const expression = (statement as ts.ExpressionStatement).expression as ts.ParenthesizedExpression;
  return ts.isStringLiteral(expression.expression) ? expression.expression.text : undefined;
}

test("leaves identifiers bare", () => {
  expect(["a", "$b", "_c1", "class", "ünï"].map(key)).toEqual(["a", "$b", "_c1", "class", "ünï"]);
  expect(["2fa", "a-b", "", "a b", "1"].map(key)).toEqual(['"2fa"', '"a-b"', '""', '"a b"', '"1"']);
});

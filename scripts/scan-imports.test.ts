import { expect, test } from "vitest";
import { scanImports } from "./scan-imports.ts";

const specifiers = (source: string): (string | undefined)[] => scanImports(source).map((i) => i.specifier);

test("finds every form of import, with its line", () => {
  const source = `import a, { type B } from "./a.ts";
import type { C } from './c.ts';
import "./effect.ts";
export { d } from "./d.ts";
export * as e from "./e.ts";
import {
  f,
  g as h,
} from "./f.ts";
const i = await import("./i.ts");
let k: import("./k.ts").K;
const l = require("./l.ts");
`;
  expect(scanImports(source)).toEqual([
    { specifier: "./a.ts", line: 1 },
    { specifier: "./c.ts", line: 2 },
    { specifier: "./effect.ts", line: 3 },
    { specifier: "./d.ts", line: 4 },
    { specifier: "./e.ts", line: 5 },
    { specifier: "./f.ts", line: 9 },
    { specifier: "./i.ts", line: 10 },
    { specifier: "./k.ts", line: 11 },
    { specifier: "./l.ts", line: 12 },
  ]);
});

test("finds nothing in comments, strings, templates and regular expressions", () => {
  const source = String.raw`
// import "./a.ts"
/* import x from "./b.ts" */
const s = "import './c.ts'", t = 'say \'import "./d.ts"\'';
const u = ${"`"}import "./e.ts" ${"${"}fn({ a: ${"`"}import "./f.ts"${"`"} })} import "./g.ts"${"`"};
const r = /import "[/"]/.test(s) || a / b / import_("./h.ts");
array.from("./i.ts"); client.import("./j.ts"); this.#require("./k.ts");
`;
  expect(specifiers(source)).toEqual([]);
});

test("goes on after what could confuse it", () => {
  const source = `const q = text.replace(/["'\`]/g, "\\\\") / 2; const v = a ? b : /[/]"/;
const w = \`\${x ? \`"\${y}\` : "}"}"\`;
import z from "./z.ts";`;
  expect(specifiers(source)).toEqual(["./z.ts"]);
});

test("reports an import whose name is computed", () => {
  expect(scanImports(`\nawait import(name);`)).toEqual([{ specifier: undefined, line: 2 }]);
});

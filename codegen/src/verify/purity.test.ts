import { describe, expect, test } from "vitest";
import { parseModule } from "../print/parse.ts";
import { purityProblems } from "./purity.ts";

function problems(text: string): string[] {
  const head =
    'import { Base, make, type T } from "@inia/core/service";\nimport { Other } from "./other.ts";\n';
  return purityProblems(parseModule("src/x.ts", head + text));
}

describe("refuses what a bundler keeps or a loader runs", () => {
  test.each([
    ["a computed key", 'const key: string = "a";\nexport const x: T = { [key]: 1 };', "a computed key"],
    ["a computed key of an import", "export const x: T = { [Other]: 1 };", "a computed key"],
    ["a spread in an object", "export const x: T = { ...Other };", "a spread"],
    ["a spread in an array", "export const x: T = [...Other];", "a spread"],
    ["a spread in a call", "export const x: T = /* @__PURE__ */ make(...Other);", "a spread"],
    ["Object.freeze", "export const x: T = Object.freeze({ a: 1 });", "a call without"],
    [
      "a marked call of a member",
      "export const x: T = /* @__PURE__ */ Object.freeze({});",
      "something else than a name",
    ],
    ["an unmarked call", "export const x: T = make(1);", "a call without /* @__PURE__ */"],
    [
      "an unmarked call in an argument",
      "export const x: T = /* @__PURE__ */ make(make(1));",
      "a call without",
    ],
    ["new", "export const x: T = new Map();", "more than a literal"],
    ["an enum", "export enum E { A }", "an enum"],
    ["a namespace", "export namespace N { export const x = 1; }", "a namespace"],
    ["an assignment", "Other.x = 1;", "a statement that does something"],
    ["an expression", "make(1);", "a statement that does something"],
    ["control flow", "if (Other) make(1);", "a statement that does something"],
    ["export *", 'export * from "./other.ts";', "export *"],
    ["export * as", 'export * as other from "./other.ts";', "export * as"],
    ["a default export", "export default 1;", "a default export"],
    ["an import for its effects", 'import "./other.ts";', "an import for its effects"],
    ["a namespace import", 'import * as all from "./other.ts";', "does not name what it takes"],
    ["a default import", 'import other from "./other.ts";', "does not name what it takes"],
    ["another package", 'import { y } from "lodash";', "an import from lodash"],
    ["the core's other entry", 'import { y } from "@inia/core";', "an import from @inia/core"],
    ["an import without extension", 'import { y } from "./y";', "an import from ./y"],
    ["let", "export let x: T = 1;", "not const"],
    ["var", "export var x: T = 1;", "not const"],
    ["destructuring", "const { a }: T = Other;", "destructuring"],
    ["a missing type", "export const x = 1;", "without a type"],
    ["a member access", "export const x: T = Other.y;", "more than a literal"],
    ["a template with values", "export const x: T = `${Other}`;", "more than a literal"],
    ["an operator", 'export const x: T = "a" + "b";', "more than a literal"],
    ["a name from below", "export const x: T = y;\nexport const y: T = 1;", "y, which is not there yet"],
    ["a global", "export const x: T = process;", "process, which is not there yet"],
    ["__proto__", 'export const x: T = { "__proto__": Other };', "__proto__"],
    ["a member of every object", "export const x: T = { constructor: 1 };", "constructor"],
    ["a key twice", "export const x: T = { a: 1, a: 2 };", "the key a twice"],
    ["shorthand", "export const x: T = { Other };", "not `key: value`"],
    ["a method", "export const x: T = { a() {} };", "not `key: value`"],
    ["a getter", "export const x: T = { get a() { return 1; } };", "not `key: value`"],
    ["a regular expression", "export const x: T = /a/;", "more than a literal"],
    ["a class of its own", "class A {}\nexport class B extends A {}", "something else than an import"],
    ["a mixin", "export class B extends make(Base) {}", "something else than an import"],
    ["a static call", "export class B extends Base { static x: T = make(1); }", "a call without"],
    ["a static block", "export class B extends Base { static { make(1); } }", "a static block"],
    ["a computed member", "export class B extends Base { [Other] = 1; }", "a computed key"],
    ["a decorator", "@make\nexport class B extends Base {}", "a decorator"],
  ])("%s", (_, text, message) => {
    expect(problems(text).join("\n")).toContain(message);
  });
});

test("says where", () => {
  expect(problems("\nmake(1);")).toEqual(["src/x.ts:4: a statement that does something"]);
});

test("allows what generated code is made of", () => {
  const text = `
    export interface I { a: string }
    export type U = "a" | (string & {});
    export const table: T = {
      "odd-key": 1, b: [true, null, -1, "x", \`y\`], c: { deep: Other }, d: () => later, e: (input: any) => make(input, ...input),
    };
    export const later: T = { again: table };
    export const marked: T = /* @__PURE__ */ make("prefix", { flag: true });
    export function resolve(parameters: T): T { let x = 1; x += 1; return { ...parameters, [x]: new Map() }; }
    export class B extends Base {
      static override readonly code: string = "x";
      declare readonly member?: string;
      method(): void { this.x = 1; }
    }
    export { type I as J, table as other } from "./other.ts";
  `;
  expect(problems(text)).toEqual([]);
});

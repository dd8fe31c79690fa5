import { expect, test } from "vitest";
import { findAny } from "./find-any.ts";

test.each([
  ["export declare const a: any;", [1]],
  ["export interface A {\n  a: Record<string, any>;\n  b?: any[] | undefined;\n}", [2, 3]],
  ["export declare function f(a: any, b: any): void;", [1, 1]],
  ["/** Takes any value.\n * `any` */\nexport type A = any;", [3]],
  ["// any\nexport type A = 'any' | \"any\";", []],
  ["export interface A {\n  any?: string;\n  any: string;\n  many: company;\n}", []],
  ["export type A = B.any;", []],
])("%j", (text, lines) => {
  expect(findAny(text)).toEqual(lines);
});

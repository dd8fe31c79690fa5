import { expect, test } from "vitest";
import { after, array, before, brackets, flat, layOut, object, union, type Code } from "./layout.ts";

const long = "x".repeat(60);

test("keeps on one line what fits", () => {
  const code = object([
    ["a", "1"],
    ["b-c", array(['"x"', '"y"'])],
  ]);
  expect(layOut(before("const x = ", code), 0)).toBe('const x = { a: 1, "b-c": ["x", "y"] }');
});

test("breaks what does not fit, from the outside in", () => {
  const code = object([
    ["a", long],
    ["b", object([["c", long]])],
  ]);
  expect(layOut(after(before("const x = ", code), ";"), 2)).toBe(
    `const x = {\n    a: ${long},\n    b: { c: ${long} },\n  };`,
  );
});

test("breaks a list of several objects, and what holds it", () => {
  const items = array([
    object([
      ["a", "1"],
      ["b", "2"],
    ]),
    object([
      ["a", "3"],
      ["b", "4"],
    ]),
  ]);
  expect(layOut(object([["list", items]]), 0)).toBe(
    "{\n  list: [\n    { a: 1, b: 2 },\n    { a: 3, b: 4 },\n  ],\n}",
  );
});

test("breaks type arguments without a comma at the end, and unions in them", () => {
  const names = Array.from({ length: 9 }, (_, index) => `SomeLongNameOfAnError${index}`);
  const code = before("Operation", brackets("<", ['"S"', union(names)], ">", { trailing: false }));
  expect(layOut(code, 0)).toBe(`Operation<\n  "S",\n${names.map((name) => `  | ${name}`).join("\n")}\n>`);
  expect(flat(union(["A", "B"]))).toBe("A | B");
});

test("has empty brackets for nothing", () => {
  const nothing: Code[] = [object([]), array([])];
  expect(nothing.map((code) => layOut(code, 200))).toEqual(["{}", "[]"]);
});

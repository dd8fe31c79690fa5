import { expect, test } from "vitest";
import { parseModule } from "../print/parse.ts";
import { nameProblems } from "./names.ts";

function problems(files: Record<string, string>): string[] {
  return nameProblems(
    Object.entries(files).map(([path, text]) => parseModule(path, text)),
    "src/index.ts",
  );
}

const a = "export const a: number = 1;\nexport interface A {}\n";

test("accepts a package whose names agree", () => {
  const index = 'export { a, type A } from "./operations/a.ts";\nexport { b } from "./b.ts";\n';
  const b = 'import { type A, a } from "./operations/a.ts";\nexport const b: A = a;\n';
  expect(problems({ "src/index.ts": index, "src/operations/a.ts": a, "src/b.ts": b })).toEqual([]);
});

test("finds an export that the index leaves out", () => {
  const index = 'export { a } from "./a.ts";\n';
  expect(problems({ "src/index.ts": index, "src/a.ts": a })).toEqual([
    "src/index.ts: does not export A of src/a.ts",
  ]);
});

test("finds a name that two files export", () => {
  const index = 'export { a, type A } from "./a.ts";\nexport { a } from "./b.ts";\n';
  const found = problems({
    "src/index.ts": index,
    "src/a.ts": a,
    "src/b.ts": "export const a: number = 2;\n",
  });
  expect(found).toContain("src/index.ts: exports a of src/a.ts and of src/b.ts");
});

test("finds imports that lead nowhere", () => {
  const found = problems({
    "src/index.ts": 'export { x } from "./a.ts";\nexport { y } from "./no.ts";\n',
    "src/a.ts": "",
  });
  expect(found).toEqual([
    "src/index.ts: src/a.ts does not export x",
    "src/index.ts: imports src/no.ts, which is not there",
  ]);
});

test("finds a name that a module has twice", () => {
  const twice = 'import { Date } from "./a.ts";\ninterface Date {}\nconst x: number = 1;\ninterface x {}\n';
  expect(problems({ "src/index.ts": "", "src/b.ts": twice, "src/a.ts": "" })).toEqual(
    expect.arrayContaining([
      "src/b.ts: declares or imports Date twice",
      "src/b.ts: declares or imports x twice",
    ]),
  );
});

test("finds a method that a class has twice, but not beside a static one", () => {
  const text = "class A {\n  get(): void {}\n  get(): void {}\n  static get: string;\n}\n";
  expect(problems({ "src/index.ts": "", "src/a.ts": text })).toEqual(["src/a.ts: A has get twice"]);
});

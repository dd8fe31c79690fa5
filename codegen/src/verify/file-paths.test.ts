import { expect, test } from "vitest";
import { pathProblems } from "./file-paths.ts";

test("accepts paths that differ", () => {
  expect(pathProblems(["package.json", "src/index.ts", "src/operations/get-url.ts"])).toEqual([]);
});

test("refuses paths that differ only in case", () => {
  expect(pathProblems(["src/GetURL.ts", "src/getUrl.ts"])).toEqual([
    "src/getUrl.ts: the same file as src/GetURL.ts where case does not count",
  ]);
});

test.each(["src/con.ts", "src/aux", "src/a b.ts", "src/../b.ts", "src/a:b.ts", "src/ü.ts", "/src"])(
  "refuses %s",
  (path) => {
    expect(pathProblems([path])).toEqual([`${path}: not a file name everywhere`]);
  },
);

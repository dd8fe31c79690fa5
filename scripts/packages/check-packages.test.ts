import { expect, test } from "vitest";
import { checkFiles } from "./check-files.ts";
import { checkManifests } from "./check-manifests.ts";

const good = {
  name: "@inia/s3",
  version: "0.1.0",
  license: "Apache-2.0",
  type: "module",
  sideEffects: false,
  engines: { node: ">=20.19" },
  files: ["dist", "README.md", "LICENSE"],
  exports: { ".": "./dist/index.js" },
  dependencies: { "@inia/core": "^0.1.0" },
};

const problemsOf = (manifest: object): string =>
  checkManifests([{ path: "package.json", text: JSON.stringify(manifest) }]).join("\n");

test("a client that depends on the core alone is good", () => {
  expect(problemsOf(good)).toBe("");
});

test.each([
  [{ dependencies: { "@inia/core": "1", tslib: "2" } }, /depends on @inia\/core, tslib/],
  [{ dependencies: {} }, /depends on nothing/],
  [{ name: "@inia/core" }, /not on nothing/],
  [{ scripts: { postinstall: "node x.js" } }, /postinstall would run/],
  [{ sideEffects: true }, /sideEffects/],
  [{ type: "commonjs" }, /"type": "module"/],
  [{ files: ["dist", "src", "README.md", "LICENSE"] }, /"files"/],
  [{ license: "MIT" }, /licence/],
])("%j is not", (change, problem) => {
  expect(problemsOf({ ...good, ...change })).toMatch(problem);
});

test("private packages may depend on anything, but run nothing on installing", () => {
  const manifest = { private: true, dependencies: { prettier: "3" } };
  expect(problemsOf(manifest)).toBe("");
  expect(problemsOf({ ...manifest, scripts: { prepare: "x" } })).toMatch(/prepare/);
});

const folder = ["", "root", "project"].join("/");

test.each([
  ["packages/core/src/utils.ts", "", /says nothing/],
  ["packages/core/src/helpers/x.ts", "", /says nothing/],
  ["packages/core/src/myFile.ts", "", /kebab-case/],
  ["packages/core/src/index.ts", "\nexport * from './x.ts';", /index\.ts:2: export \*/],
  ["packages/core/src/x.ts", "\n".repeat(501), /501 lines/],
  ["README.md", `see ${folder}/notes`, /README\.md:1: names a folder of one machine/],
  [".npmrc", `${"registry"}=https://npm.example/`, /registry's address/],
  [
    "pnpm-lock.yaml",
    "a:\n  tarball: https://npm.example/a.tgz",
    /pnpm-lock\.yaml:2: names a package registry/,
  ],
])("%s with %j is refused", (path, text, problem) => {
  expect(checkFiles([{ path, text }]).join("\n")).toMatch(problem);
});

test("ordinary files pass", () => {
  const text =
    'import { a } from "./work/a.ts";\n// GET /rooms/{Id} of a service\nconst base = "/homes/1";\n';
  expect(checkFiles([{ path: "packages/core/src/database.ts", text }])).toEqual([]);
});

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkImports, type PackageManifest } from "./check-imports.ts";
import { layersMarks, printLayers } from "./print-layers.ts";
import { root } from "./root.ts";

const manifests: Record<string, PackageManifest> = {
  ".": { devDependencies: { vitest: "1" } },
  "packages/core": {
    imports: { "#hash": { "@inia/source": { node: "./src/signing/hash/node.ts" }, node: "./dist/x.js" } },
    devDependencies: { "fast-xml-parser": "1" },
    peerDependencies: { undici: "1" },
  },
  codegen: { private: true, dependencies: { prettier: "1" } },
};

/** Rules that one import in one file breaks. */
function broken(path: string, specifier: string): string[] {
  return checkImports([{ path, text: `import "${specifier}";` }], (folder) => manifests[folder]);
}

test.each([
  ["packages/core/src/retry/standard.ts", "../http/messages.ts"],
  ["packages/core/src/credentials/sso.ts", "../config/profile.ts"],
  ["packages/core/src/protocols/aws-json/serialize.ts", "../http-binding/uri.ts"],
  ["packages/core/src/pipeline/sign.ts", "#hash"],
  ["packages/core/src/index.ts", "./undici.ts"],
  ["packages/core/src/client/client.test.ts", "../index.ts"],
  ["packages/core/src/http/node.ts", "node:http"],
  ["packages/core/src/signing/hash/node.ts", "node:crypto"],
  ["packages/core/src/http/undici.ts", "undici"],
  ["packages/core/src/codecs/xml/parse.test.ts", "fast-xml-parser"],
  ["packages/dynamic/src/index.ts", "@inia/core/service"],
  ["packages/services/s3/src/client.ts", "@inia/core/service"],
  ["codegen/src/print/format.ts", "prettier"],
  ["scripts/x.ts", "../packages/core/src/http/messages.ts"],
])("allows %s to import %s", (path, specifier) => {
  expect(broken(path, specifier)).toEqual([]);
});

test.each([
  ["packages/core/src/shape/shape.ts", "../errors/errors.ts", /layer 0.*layer 1/],
  ["packages/core/src/retry/standard.ts", "../signing/signer.ts", /stands beside it/],
  ["packages/core/src/config/load.ts", "../credentials/chain.ts", /stands beside it/],
  ["packages/core/src/shape/shape.ts", "#hash", /layer 3.*stands above/],
  ["packages/core/src/pipeline/send.ts", "../index.ts", /stands above/],
  ["packages/core/src/http/x.ts", "../oddments/x.ts", /not in the table/],
  ["packages/core/src/pipeline/send.ts", "#nothing", /no such entry/],
  ["packages/core/src/pipeline/send.ts", "node:fs", /node: only in/],
  ["packages/core/src/signing/sigv4.ts", "node:crypto", /node: only in/],
  ["packages/core/src/pipeline/send.ts", "undici", /undici only in/],
  ["packages/core/src/codecs/xml/parse.ts", "fast-xml-parser", /only in tests/],
  ["packages/core/src/index.ts", "@inia/s3", /no package of ours/],
  ["packages/core/src/index.ts", "../../service-model/src/model.ts", /leaves packages\/core/],
  ["packages/core/src/index.ts", "./client/client", /end in \.ts/],
  ["packages/core/src/index.ts", "lodash", /not declared/],
  ["packages/services/s3/src/client.ts", "@inia/core", /only @inia\/core\/service/],
  ["packages/services/s3/src/client.ts", "node:fs", /node: nowhere in/],
  ["codegen/src/emit/client.ts", "@inia/core", /only @inia\/service-model/],
  ["codegen/src/emit/client.ts", "prettier", /prettier only in/],
])("refuses %s to import %s", (path, specifier, rule) => {
  expect(broken(path, specifier).join("\n")).toMatch(rule);
});

test("tells file and line", () => {
  const text = `\n\nimport { send } from "../pipeline/send.ts";`;
  const [line] = checkImports([{ path: "packages/core/src/http/x.ts", text }], () => ({}));
  expect(line).toBe(
    "packages/core/src/http/x.ts:3 import ../pipeline/send.ts: " +
      "http (layer 2) may not import pipeline (layer 6), which stands above it",
  );
});

test("ARCHITECTURE.md shows the tables as they are", () => {
  const page = join(root, "ARCHITECTURE.md");
  if (!existsSync(page)) return;
  const text = readFileSync(page, "utf8");
  const shown = text.slice(
    text.indexOf(layersMarks[0]),
    text.indexOf(layersMarks[1]) + layersMarks[1].length,
  );
  const cells = (table: string): string => table.replace(/ *\| */g, "|").replace(/-+/g, "-");
  expect(cells(shown)).toBe(cells(printLayers()));
});

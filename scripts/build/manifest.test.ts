import { expect, test } from "vitest";
import { entriesOf } from "./manifest.ts";

test("every source file that exports and imports name is an entry", () => {
  const manifest = {
    name: "x",
    exports: {
      ".": { "@inia/source": "./src/index.ts", types: "./dist/index.d.ts", default: "./dist/index.js" },
      "./package.json": "./package.json",
    },
    imports: {
      "#hash": {
        "@inia/source": { node: "./src/hash/node.ts", default: "./src/hash/web.ts" },
        node: "./dist/hash/node.js",
        default: "./dist/hash/web.js",
      },
    },
  };
  expect(entriesOf(manifest)).toEqual(["./src/index.ts", "./src/hash/node.ts", "./src/hash/web.ts"]);
});

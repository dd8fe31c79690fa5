import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const services = fileURLToPath(new URL("./packages/services/", import.meta.url));

export default defineConfig({
  resolve: {
    conditions: ["@inia/source", "node", "import", "default"],
    // A generated client is found by its name, as an installed one would be.
    alias: [
      {
        find: /^@inia\/(?!core|service-model|dynamic|testing|codegen)([a-z0-9-]+)$/,
        replacement: `${services}$1/src/index.ts`,
      },
    ],
  },
  ssr: { resolve: { conditions: ["@inia/source", "node", "import", "default"] } },
  test: {
    include: [
      "packages/*/src/**/*.test.ts",
      "codegen/src/**/*.test.ts",
      "scripts/**/*.test.ts",
      "examples/*/*.test.ts",
    ],
    exclude: ["**/node_modules/**", "packages/services/*/**"],
    testTimeout: 30_000,
    setupFiles: ["scripts/test/watch-secrets.ts"],
  },
});

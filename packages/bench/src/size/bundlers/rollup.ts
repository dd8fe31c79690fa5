import { rollup as runRollup, type RollupBuild } from "rollup";
import type { Bundler } from "./bundler.ts";
import { minify } from "./minify.ts";
import { resolveImport } from "./resolve-import.ts";

/** rollup, with a plugin that finds packages, and esbuild to minify. */
export const rollup: Bundler = {
  name: "rollup",
  async bundle(modules, platform) {
    const codes: string[] = [];
    let cache: RollupBuild["cache"];
    for (const module of modules) {
      const built = await runRollup({
        input: module,
        ...(cache && { cache }),
        external: (name) => name.startsWith("node:"),
        plugins: [
          {
            name: "packages",
            resolveId: (specifier, importer) =>
              importer === undefined ? null : (resolveImport(specifier, importer, platform) ?? null),
          },
        ],
        // As that plugin tells it of packages that say so of themselves.
        treeshake: { moduleSideEffects: (id) => !id.includes("/node_modules/") },
        onwarn: () => undefined,
      });
      cache = built.cache;
      const { output } = await built.generate({ format: "es", inlineDynamicImports: true });
      codes.push(await minify(output[0].code));
      await built.close();
    }
    return codes;
  },
};

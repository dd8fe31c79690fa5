import { createRequire } from "node:module";
import { rollup as runRollup, type Plugin, type RollupBuild } from "rollup";
import type { Bundler } from "./bundler.ts";

/** rollup, which asks of every statement whether it may have an effect. */
export const rollup: Bundler = {
  name: "rollup",
  async bundle(modules) {
    const texts = new Map<string, string>();
    let cache: RollupBuild["cache"];
    for (const module of modules) {
      const built = await runRollup({
        input: module,
        ...(cache && { cache }),
        plugins: [packages],
        onwarn: () => undefined,
      });
      cache = built.cache;
      const { output } = await built.generate({ format: "es", inlineDynamicImports: true });
      texts.set(module, output[0].code);
      await built.close();
    }
    return texts;
  },
};

/** Finds packages and `#names`; rollup by itself knows only relative paths. Nothing is known of what is pure. */
const packages: Plugin = {
  name: "packages",
  resolveId: (specifier, importer) =>
    importer === undefined || /^[./]/.test(specifier) ? null : createRequire(importer).resolve(specifier),
};

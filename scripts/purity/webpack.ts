import { transform } from "esbuild";
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import runWebpack, { type Compiler, type Configuration, type Stats } from "webpack";
import type { Bundler } from "./bundler.ts";

/**
 * webpack as it is used for production: it drops modules that say that they are pure, and its minifier what is not used of
 * the others. It looks into no module that does not say so, and keeps what that imports, so here the flag counts.
 */
export const webpack: Bundler = {
  name: "webpack",
  async bundle(modules) {
    const names = new Map(modules.map((module) => [basename(module, ".mjs"), module]));
    const folder = join(dirname(modules[0]!), "webpack");
    await run({
      mode: "production",
      target: ["web", "es2022"],
      entry: Object.fromEntries(names),
      output: { path: folder, filename: "[name].js", module: true, library: { type: "module" } },
      experiments: { outputModule: true },
      module: { rules: [{ include: /@inia/, sideEffects: false }] },
      optimization: { minimizer: [minify], avoidEntryIife: true },
      devtool: false,
      performance: false,
    });
    const texts = new Map<string, string>();
    for (const [name, module] of names) texts.set(module, await readFile(join(folder, `${name}.js`), "utf8"));
    return texts;
  },
};

/** Minifies with esbuild, which takes a twentieth of the time that the default takes for the module of a big client. */
function minify(compiler: Compiler): void {
  const { Compilation, sources } = runWebpack;
  const stage = Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_SIZE;
  compiler.hooks.compilation.tap("minify", (compilation) => {
    compilation.hooks.processAssets.tapPromise({ name: "minify", stage }, async (assets) => {
      for (const [name, source] of Object.entries(assets)) {
        const options = { minify: true, format: "esm", treeShaking: true, target: "es2022" } as const;
        const { code } = await transform(source.source().toString(), options);
        compilation.updateAsset(name, new sources.RawSource(code));
      }
    });
  });
}

async function run(settings: Configuration): Promise<void> {
  const compiler = runWebpack(settings);
  const stats = await new Promise<Stats | null | undefined>((resolve, reject) =>
    compiler.run((error, result) => (error ? reject(error) : resolve(result))),
  );
  await new Promise<void>((resolve) => compiler.close(() => resolve()));
  if (stats?.hasErrors() === true) throw new Error(stats.toString({ all: false, errors: true }));
}

import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import runWebpack, { type Configuration, type Stats } from "webpack";
import type { Bundler } from "./bundler.ts";

/** webpack as it is used for production: it drops modules, and its minifier what is not used of the others. */
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
      devtool: false,
      performance: false,
    });
    const texts = new Map<string, string>();
    for (const [name, module] of names) texts.set(module, await readFile(join(folder, `${name}.js`), "utf8"));
    return texts;
  },
};

async function run(settings: Configuration): Promise<void> {
  const compiler = runWebpack(settings);
  const stats = await new Promise<Stats | undefined>((resolve, reject) =>
    compiler.run((error, result) => (error ? reject(error) : resolve(result))),
  );
  await new Promise<void>((resolve) => compiler.close(() => resolve()));
  if (stats?.hasErrors() === true) throw new Error(stats.toString({ all: false, errors: true }));
}

import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { minify } from "rolldown/utils";
import runWebpack, { type Configuration, type Stats } from "webpack";
import type { Platform } from "../programs.ts";
import type { Bundler } from "./bundler.ts";

/**
 * webpack for production. It splits what is imported later; all its files count. oxc minifies: its bundles are as small as those of
 * webpack's own minifier, which takes ten times as long. (esbuild's are not: it drops nothing inside of functions.)
 */
export const webpack: Bundler = {
  name: "webpack",
  async bundle(modules, platform) {
    const codes: string[] = [];
    for (const module of modules) {
      const folder = join(dirname(module), `webpack-${basename(module, ".mjs")}`);
      await run({
        mode: "production",
        target: targets[platform],
        entry: module,
        output: { path: folder, module: true, library: { type: "module" } },
        experiments: { outputModule: true },
        devtool: false,
        performance: false,
        optimization: { minimize: false },
      });
      const files = (await readdir(folder)).filter((name) => /\.m?js$/.test(name));
      const texts = await Promise.all(files.map((name) => minified(join(folder, name))));
      codes.push(texts.join("\n"));
    }
    return codes;
  },
};

const targets: Readonly<Record<Platform, string[]>> = {
  node: ["node20", "es2022"],
  browser: ["web", "es2022"],
};

async function minified(file: string): Promise<string> {
  const { code } = await minify(file, await readFile(file, "utf8"), { module: true });
  return code;
}

async function run(settings: Configuration): Promise<void> {
  const compiler = runWebpack(settings);
  const stats = await new Promise<Stats | null | undefined>((resolve, reject) =>
    compiler.run((error, result) => (error ? reject(error) : resolve(result))),
  );
  await new Promise<void>((resolve) => compiler.close(() => resolve()));
  if (stats?.hasErrors() === true) throw new Error(stats.toString({ all: false, errors: true }));
}

import { build } from "esbuild";
import { basename } from "node:path";
import type { Bundler } from "./bundler.ts";

/** esbuild, which decides statement by statement. */
export const esbuild: Bundler = {
  name: "esbuild",
  async bundle(modules) {
    const { outputFiles } = await build({
      entryPoints: [...modules],
      bundle: true,
      write: false,
      outdir: "out",
      format: "esm",
      platform: "browser",
      charset: "utf8",
      logLevel: "silent",
    });
    const byName = new Map(outputFiles.map(({ path, text }) => [basename(path, ".js"), text]));
    return new Map(modules.map((module) => [module, byName.get(basename(module, ".mjs")) ?? ""]));
  },
};

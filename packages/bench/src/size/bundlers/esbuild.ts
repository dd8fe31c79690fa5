import { build, type BuildOptions } from "esbuild";
import { basename } from "node:path";
import type { Bundler } from "./bundler.ts";

/** Names of the chunks that a chunk loads at once, itself first. */
export function loadedAtOnce(
  entry: string,
  outputs: Readonly<Record<string, { imports: readonly { path: string; kind: string }[] }>>,
): string[] {
  const found = new Set([entry]);
  for (const name of found) {
    for (const { path, kind } of outputs[name]?.imports ?? []) {
      if (kind === "import-statement" && path in outputs) found.add(path);
    }
  }
  return [...found];
}

const settings: BuildOptions & { write: false } = {
  bundle: true,
  minify: true,
  write: false,
  outdir: "out",
  format: "esm",
  logLevel: "silent",
};

/** esbuild with its default flags. */
export const esbuild: Bundler = {
  name: "esbuild",
  async bundle(modules, platform) {
    const { outputFiles } = await build({ ...settings, entryPoints: [...modules], platform });
    const byName = new Map(outputFiles.map(({ path, text }) => [basename(path, ".js"), text]));
    return modules.map((module) => byName.get(basename(module, ".mjs"))!);
  },
};

/** What a Node bundle loads at once where esbuild splits code: the entry and what it imports statically. */
export async function bundleEntry(module: string): Promise<string> {
  const { outputFiles, metafile } = await build({
    ...settings,
    entryPoints: [module],
    platform: "node",
    splitting: true,
    metafile: true,
  });
  const entry = Object.keys(metafile.outputs).find(
    (name) => metafile.outputs[name]!.entryPoint !== undefined,
  )!;
  const names = new Set(loadedAtOnce(entry, metafile.outputs).map((name) => basename(name)));
  return outputFiles
    .filter(({ path }) => names.has(basename(path)))
    .map(({ text }) => text)
    .join("\n");
}

import { build, type BuildOptions } from "esbuild";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../root.ts";
import { StepError } from "../steps/step.ts";
import { emitDeclarations } from "./emit-declarations.ts";
import { entriesOf, readManifest } from "./manifest.ts";

/** Builds `dist` of a hand-written package: ESM with a file for each entry and shared chunks, and declarations. */
export async function buildPackage(folder: string): Promise<void> {
  const manifest = readManifest(folder);
  await rm(join(root, folder, "dist"), { recursive: true, force: true });
  await bundle({
    absWorkingDir: join(root, folder),
    entryPoints: entriesOf(manifest),
    outbase: "src",
    outdir: "dist",
    chunkNames: "chunks/[name]-[hash]",
    splitting: true,
    external: ["#*"],
  });
  await emitDeclarations({
    name: manifest.name.replace(/^.*\//, ""),
    include: [`${folder}/src`],
    rootDir: `${folder}/src`,
    outDir: `${folder}/dist`,
    fromSource: !Object.keys(manifest.dependencies ?? {}).some((name) => name.startsWith("@inia/")),
  });
}

/** Builds a generated client: one flat ESM file. Its declarations come from {@link buildServiceDeclarations}. */
export async function buildServiceCode(name: string): Promise<void> {
  const folder = `packages/services/${name}`;
  await bundle({
    absWorkingDir: join(root, folder),
    entryPoints: ["./src/index.ts"],
    outfile: "dist/index.js",
  });
}

/** How published code is made: left readable, with its marks of purity, for shrinking it is the business of the user's bundler. */
export const publishedCode: BuildOptions = {
  bundle: true,
  packages: "external",
  format: "esm",
  platform: "node",
  target: "node20",
  charset: "utf8",
  logLevel: "silent",
};

async function bundle(options: BuildOptions): Promise<void> {
  try {
    await build({ ...publishedCode, ...options });
  } catch (error) {
    throw new StepError((error as Error).message, { cause: error });
  }
}

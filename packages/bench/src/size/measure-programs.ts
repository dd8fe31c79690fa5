import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Bundler } from "./bundlers/bundler.ts";
import { esbuild } from "./bundlers/esbuild.ts";
import { rolldown } from "./bundlers/rolldown.ts";
import { rollup } from "./bundlers/rollup.ts";
import { webpack } from "./bundlers/webpack.ts";
import { sourceOf, type Platform, type Program } from "./programs.ts";

export const bundlers: readonly Bundler[] = [esbuild, rollup, rolldown, webpack];

/** Writes the programs into a stage; gives their paths. */
export async function writePrograms(
  stage: string,
  programs: readonly Program[],
  platform: Platform,
): Promise<string[]> {
  const folder = join(stage, "programs", platform);
  await mkdir(folder, { recursive: true });
  return Promise.all(
    programs.map(async (program) => {
      const file = join(folder, `${program.service}-${program.operation}.mjs`);
      await writeFile(file, sourceOf(program, platform));
      return file;
    }),
  );
}

/** Bytes of a bundle. */
export function sizeOf(code: string): number {
  return Buffer.byteLength(code);
}

import { copyFile, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../root.ts";
import { buildServiceCode } from "./build-package.ts";
import { emitDeclarations } from "./emit-declarations.ts";

/** Clients that one run of the compiler takes; more need more memory than a laptop has to spare. */
const batchSize = 16;

/** Builds `dist` of generated clients; `tell` hears the names of each batch that is done. */
export async function buildServices(
  names: readonly string[],
  tell: (names: readonly string[]) => void,
): Promise<void> {
  for (let at = 0; at < names.length; at += batchSize) {
    const batch = names.slice(at, at + batchSize);
    await emitBatch(batch, at);
    for (const name of batch) {
      await buildServiceCode(name);
      await copyFile(join(root, "LICENSE"), join(root, "packages/services", name, "LICENSE"));
    }
    tell(batch);
  }
}

/** Emits the declarations of a batch beside the clients, then moves those of each into its `dist`. */
async function emitBatch(names: readonly string[], number: number): Promise<void> {
  const outDir = `.cache/build/declarations-${number}`;
  await rm(join(root, outDir), { recursive: true, force: true });
  await emitDeclarations({
    name: `services-${number}`,
    include: names.map((name) => `packages/services/${name}/src`),
    rootDir: "packages/services",
    outDir,
    fromSource: false,
  });
  for (const name of names) {
    const dist = join(root, "packages/services", name, "dist");
    await rm(dist, { recursive: true, force: true });
    await mkdir(join(dist, ".."), { recursive: true });
    await rename(join(root, outDir, name, "src"), dist);
  }
  await rm(join(root, outDir), { recursive: true, force: true });
}

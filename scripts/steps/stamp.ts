import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { root } from "../root.ts";

/** SHA-256 over the names and contents of files and folders (tests and installed packages left out). */
export async function fingerprint(paths: readonly string[], ...more: readonly string[]): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify(more));
  for (const path of paths) {
    const full = join(root, path);
    for (const file of (await filesOf(full)).sort()) {
      hash.update(`\0${file.slice(root.length)}\0`).update(await readFile(file));
    }
  }
  return hash.digest("hex");
}

/**
 * Does the work unless it was done for the same inputs before. The stamp is taken away before the work and written after
 * it, so that an interrupted run is done again.
 */
export async function onceFor(name: string, inputs: string, work: () => Promise<void>): Promise<boolean> {
  const stamp = stampOf(name);
  if (existsSync(stamp) && (await readFile(stamp, "utf8")) === inputs) return false;
  await rm(stamp, { force: true });
  await work();
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, inputs);
  return true;
}

/** Makes {@link onceFor} do the work again: what it made is gone. */
export async function forget(name: string): Promise<void> {
  await rm(stampOf(name), { force: true });
}

function stampOf(name: string): string {
  return join(root, ".cache/stamps", name);
}

async function filesOf(path: string): Promise<string[]> {
  if (!existsSync(path)) return [];
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { withFileTypes: true });
  const lists = entries
    .filter((entry) => !/^(node_modules|dist)$|\.test\.ts$/.test(entry.name))
    .map((entry) => filesOf(join(path, entry.name)));
  return (await Promise.all(lists)).flat();
}

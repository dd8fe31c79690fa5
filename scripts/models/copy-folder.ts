import { createHash } from "node:crypto";
import { cp, readdir, readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { ModelsLock } from "./lock.ts";

/**
 * Copies the locked version's descriptions from a folder: an installed or unpacked botocore, or just its `data`. They
 * must be those of the lock, packed with gzip or not. The Python code comes along when the folder has it.
 */
export async function copyFolder(from: string, lock: ModelsLock, folder: string): Promise<void> {
  const data = existsSync(join(from, "data")) ? join(from, "data") : from;
  await verifyData(data, lock);
  const isPackage = data !== from && existsSync(join(from, "__init__.py"));
  await cp(isPackage ? from : data, join(folder, lock.package, isPackage ? "" : "data"), {
    recursive: true,
    filter: (path) => !path.endsWith("__pycache__"),
  });
}

/** Throws unless the folder holds the locked descriptions, all of them and nothing else. */
export async function verifyData(data: string, lock: ModelsLock): Promise<void> {
  const sha256 = await digestOf(data);
  if (sha256 === lock.dataSha256) return;
  throw new Error(
    `${data} does not hold the descriptions of ${lock.package} ${lock.version}.\n` +
      `  expected sha256 ${lock.dataSha256}\n  got      sha256 ${sha256}\n` +
      `Nothing was kept. To generate from these on purpose: pnpm generate --models ${data}`,
  );
}

/** SHA-256 over the names and contents of all descriptions below a folder, in the order of their names. */
export async function digestOf(data: string): Promise<string> {
  const files = (await readdir(data, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.json(\.gz)?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(data.length + 1))
    .map((path) => ({ path, name: path.replaceAll("\\", "/").replace(/\.gz$/, "") }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const hash = createHash("sha256");
  for (const { path, name } of files) {
    const packed = await readFile(join(data, path));
    const content = path.endsWith(".gz") ? gunzipSync(packed) : packed;
    hash.update(`${name}\0${createHash("sha256").update(content).digest("hex")}\n`);
  }
  return hash.digest("hex");
}

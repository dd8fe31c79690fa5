/** Writes a package whole or not at all. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { GeneratedFile } from "../print/source-file.ts";
import { manifestPath } from "./manifest.ts";

/**
 * Puts files into a folder, which then holds nothing else: they are written beside it and moved into place, so that no
 * reader sees half a package.
 *
 * @throws Error when the folder holds something that was not generated.
 */
export function writePackage(folder: string, files: readonly GeneratedFile[]): void {
  refuseStranger(folder);
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  const fresh = join(parent, `.${basename(folder)}.${process.pid}.new`);
  const stale = join(parent, `.${basename(folder)}.${process.pid}.old`);
  rmSync(fresh, { recursive: true, force: true });
  try {
    const folders = new Set(files.map(({ path }) => dirname(join(fresh, path))));
    for (const each of folders) mkdirSync(each, { recursive: true });
    for (const { path, text } of files) writeFileSync(join(fresh, path), text);
    if (existsSync(folder)) renameSync(folder, stale);
    renameSync(fresh, folder);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    // Where the second move failed, the old package goes back to its place.
    if (existsSync(stale) && !existsSync(folder)) renameSync(stale, folder);
    rmSync(stale, { recursive: true, force: true });
  }
}

/** Files that differ between a package in memory and on disk: missing, changed, or on disk only. */
export function differences(folder: string, files: readonly GeneratedFile[]): string[] {
  const expected = new Map(files.map(({ path, text }) => [path, text]));
  const changed = files.filter(({ path, text }) => {
    const file = join(folder, path);
    return !existsSync(file) || readFileSync(file, "utf8") !== text;
  });
  const extra = filesIn(folder).filter((path) => path.startsWith("src/") && !expected.has(path));
  return [...changed.map(({ path }) => path), ...extra].sort();
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".ts"));
}

function refuseStranger(folder: string): void {
  if (!existsSync(folder) || existsSync(join(folder, manifestPath)) || readdirSync(folder).length === 0)
    return;
  throw new Error(
    `${folder} holds files that were not generated; name another folder with --out, or empty this one`,
  );
}

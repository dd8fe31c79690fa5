import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root: string = fileURLToPath(new URL("../../../", import.meta.url));

/** Folder of the published vectors: `INIA_CONFORMANCE`, else `../shared/conformance` beside the repository. */
export const vectorsFolder: string = resolve(
  root,
  process.env["INIA_CONFORMANCE"] ?? "../shared/conformance",
);

/** Whether a file or folder of vectors is on this machine. */
export function hasVectors(...path: string[]): boolean {
  return existsSync(join(vectorsFolder, ...path));
}

/** Text of a file of vectors. */
export function vectorText(...path: string[]): string {
  return readFileSync(join(vectorsFolder, ...path), "utf8");
}

/** Names in a folder of vectors, sorted. */
export function vectorNames(...path: string[]): string[] {
  return readdirSync(join(vectorsFolder, ...path)).sort();
}

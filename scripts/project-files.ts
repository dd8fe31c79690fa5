import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SourceFile } from "./check-imports.ts";
import { root } from "./root.ts";

/** Folders that are made by programs. */
const made = /^(?:\.git|\.cache|\.turbo|(?:.*\/)?(?:node_modules|dist)|packages\/services\/[^/]+)$/;

/** Paths of all files that belong to the project: tracked ones and new ones that git does not ignore. */
export function projectPaths(): string[] {
  const listed = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (listed.status !== 0) return pathsBelow(""); // a copy without its repository
  return [...new Set(listed.stdout.split("\0"))].filter(
    (path) => path !== "" && existsSync(join(root, path)),
  );
}

/** Reads one file of the project. */
export function readSource(path: string): SourceFile {
  return { path, text: readFileSync(join(root, path), "utf8") };
}

/** Reads the files of the project whose path passes `wanted`. */
export function projectFiles(wanted: (path: string) => boolean): SourceFile[] {
  return projectPaths().filter(wanted).map(readSource);
}

function pathsBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile()) return [path];
    return entry.isDirectory() && !made.test(path) ? pathsBelow(path) : [];
  });
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.ts";

/** The parts of a `package.json` that a build reads. */
export interface BuildManifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly imports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Reads the `package.json` of a folder. */
export function readManifest(folder: string): BuildManifest {
  return JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as BuildManifest;
}

/**
 * Source files that must exist in `dist` under their own name: what `exports` and `imports` name. A `#name` import stays
 * one in `dist`, so that the user's platform chooses its file there too.
 */
export function entriesOf(manifest: BuildManifest): string[] {
  const entries = new Set<string>();
  for (const target of [manifest.exports, manifest.imports].flatMap((map) => Object.values(map ?? {}))) {
    for (const file of sources(target)) entries.add(file);
  }
  return [...entries];
}

/** Source files below the `@inia/source` condition. */
function sources(target: unknown, inSource = false): string[] {
  if (typeof target === "string") return inSource ? [target] : [];
  if (typeof target !== "object" || target === null) return [];
  return Object.entries(target).flatMap(([condition, value]) =>
    sources(value, inSource || condition === "@inia/source"),
  );
}

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Platform } from "../programs.ts";

/** An entry of `exports` or `imports`: a file, or one for each condition. */
type Target = string | { readonly [condition: string]: Target };

interface Manifest {
  readonly exports?: Readonly<Record<string, Target>>;
  readonly imports?: Readonly<Record<string, Target>>;
}

const conditions: Readonly<Record<Platform, readonly string[]>> = {
  node: ["node", "import", "default"],
  browser: ["browser", "import", "default"],
};

/**
 * Finds the file of a package or of a `#name`, as the plugins do that everybody gives to rollup, which by itself knows only relative
 * paths. `undefined` for what is not in a package's manifest: relative paths, modules of Node.
 */
export function resolveImport(specifier: string, importer: string, platform: Platform): string | undefined {
  if (specifier.startsWith(".") || specifier.startsWith("/") || specifier.startsWith("node:"))
    return undefined;
  if (specifier.startsWith("#")) {
    const folder = packageOf(importer);
    return pick(folder, manifestOf(folder).imports?.[specifier], platform);
  }
  const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
  for (let folder = dirname(importer); folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (!existsSync(candidate)) continue;
    return pick(candidate, manifestOf(candidate).exports?.[`.${specifier.slice(name.length)}`], platform);
  }
  return undefined;
}

function pick(folder: string, target: Target | undefined, platform: Platform): string | undefined {
  if (target === undefined) return undefined;
  if (typeof target === "string") return join(folder, target);
  const condition = Object.keys(target).find((name) => conditions[platform].includes(name));
  return condition === undefined ? undefined : pick(folder, target[condition], platform);
}

function packageOf(file: string): string {
  let folder = dirname(file);
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

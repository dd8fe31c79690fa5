import { existsSync } from "node:fs";
import { readFile, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Folders of some installed packages and of all that they depend on, each once. */
export async function closureOf(folders: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  const visit = async (folder: string): Promise<void> => {
    const real = await realpath(folder);
    if (found.has(real)) return;
    found.add(real);
    const { dependencies = {} } = JSON.parse(await readFile(join(real, "package.json"), "utf8")) as {
      dependencies?: Readonly<Record<string, string>>;
    };
    for (const name of Object.keys(dependencies)) {
      const inner = findPackage(real, name);
      if (inner !== undefined) await visit(inner);
    }
  };
  for (const folder of folders) await visit(folder);
  return [...found];
}

/** The folder that a package finds a dependency in: the nearest `node_modules` upwards that has it. */
function findPackage(from: string, name: string): string | undefined {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(candidate)) return candidate;
  }
  return undefined;
}

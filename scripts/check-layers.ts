/** Checks every import of every hand-written TypeScript file against the tables in `layers.ts`. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { checkImports, type PackageManifest } from "./check-imports.ts";
import { layersMarks, printLayers } from "./print-layers.ts";
import { projectFiles } from "./project-files.ts";
import { root } from "./root.ts";

const help = `Usage: tsx scripts/check-layers.ts [--print | --write]

Checks who imports whom, by the tables in scripts/layers.ts. Exits with 1 when an import is not allowed.

  --print  prints the tables as Markdown, as they stand in ARCHITECTURE.md
  --write  puts them there
  --help   this text`;

function main(): void {
  const flag = { type: "boolean" } as const;
  const { values } = parseArgs({ options: { print: flag, write: flag, help: flag } });
  if (values.help) return console.log(help);
  if (values.print) return console.log(printLayers());
  if (values.write) return writeTables(join(root, "ARCHITECTURE.md"));
  const files = projectFiles((path) => /(?<!\.d)\.ts$/.test(path) && !path.startsWith("codegen/golden/"));
  const violations = checkImports(files, (folder) => {
    const path = join(root, folder, "package.json");
    return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as PackageManifest) : undefined;
  });
  for (const violation of violations) console.error(violation);
  console.log(`layers: ${files.length} files, ${violations.length} forbidden imports`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}

/** Replaces what stands between the marks of the page. */
function writeTables(page: string): void {
  const text = readFileSync(page, "utf8");
  const [begin, end] = layersMarks.map((mark) => text.indexOf(mark));
  if (begin === undefined || end === undefined || begin < 0 || end < begin) {
    throw new Error(`${page} has no ${layersMarks.join(" … ")}`);
  }
  writeFileSync(page, text.slice(0, begin) + printLayers() + text.slice(end + layersMarks[1].length));
}

main();

import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { root } from "../root.ts";
import { runTool } from "../steps/run-step.ts";

/** What one run of the compiler emits declarations for. */
export interface DeclarationJob {
  /** Name of its configuration below `.cache/build`. */
  readonly name: string;
  /** Folders with the sources, from the root. */
  readonly include: readonly string[];
  /** Folder that the paths of the output are relative to. */
  readonly rootDir: string;
  readonly outDir: string;
  /** Resolves packages of the workspace to their sources; otherwise to the declarations in their `dist`. */
  readonly fromSource: boolean;
}

/** Emits declarations with `tsc`; their relative imports end in `.js`, as those of the code beside them. */
export async function emitDeclarations(job: DeclarationJob): Promise<void> {
  const config = join(root, ".cache/build", `${job.name}.json`);
  const from = (path: string): string => relative(dirname(config), join(root, path)) || ".";
  await mkdir(dirname(config), { recursive: true });
  const settings = {
    extends: from("tsconfig.base.json"),
    compilerOptions: {
      noEmit: false,
      emitDeclarationOnly: true,
      rootDir: from(job.rootDir),
      outDir: from(job.outDir),
      typeRoots: [from("node_modules/@types")],
      customConditions: job.fromSource ? ["@inia/source"] : [],
    },
    include: job.include.map(from),
    exclude: job.include.flatMap((folder) => [
      `${from(folder)}/**/*.test.ts`,
      `${from(folder)}/**/*.fixture.ts`,
    ]),
  };
  await writeFile(config, JSON.stringify(settings, null, 2));
  await runTool("tsc", ["-p", config]);
  await rm(config);
  await rewriteExtensions(join(root, job.outDir));
}

/** Turns `./x.ts` into `./x.js` in the imports of every declaration below a folder; the compiler leaves them. */
async function rewriteExtensions(folder: string): Promise<void> {
  const files = await readdir(folder, { recursive: true });
  for (const file of files.filter((name) => name.endsWith(".d.ts"))) {
    const path = join(folder, file);
    const text = await readFile(path, "utf8");
    const rewritten = text.replace(/(\b(?:from|import)\s*\(?\s*["']\.[^"'\n]*)\.ts(["'])/g, "$1.js$2");
    if (rewritten !== text) await writeFile(path, rewritten);
  }
}

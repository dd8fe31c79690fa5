import { build, type BuildOptions } from "esbuild";
import { cp, mkdir, readdir, realpath, rm, symlink } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { publishedCode } from "../../../../scripts/build/build-package.ts";
import { entriesOf, readManifest } from "../../../../scripts/build/manifest.ts";
import { root } from "../../../../scripts/root.ts";

/** A project as a user has it: clients and core as they are published, peers beside them, in `node_modules`. */
export interface Stage {
  readonly folder: string;
  remove(): Promise<void>;
}

const bench = join(root, "packages/bench");
const stages = join(root, ".cache/bench");

/**
 * Makes a project below `.cache` with the named clients. Their code is built here, from the sources as they are now, the way
 * `pnpm build` builds it; declarations come from `dist`, if they are wanted.
 */
export async function createStage(
  clients: readonly string[],
  { declarations = false }: { declarations?: boolean } = {},
): Promise<Stage> {
  await removeAbandoned();
  const folder = join(stages, `stage-${process.pid}-${Math.random().toString(36).slice(2, 8)}`);
  const packages = join(folder, "node_modules");
  await mkdir(join(packages, "@inia"), { recursive: true });
  await linkPeers(packages);
  await stageCore(join(packages, "@inia/core"), declarations);
  for (const client of clients) await stageClient(join(packages, "@inia", client), client, declarations);
  await cp(join(bench, "src/contestants"), folder, { recursive: true });
  await compile("packages/core/src/signing/sigv4.ts", join(folder, "signing/sigv4.mjs"));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Removes stages of processes that were ended before they could. */
async function removeAbandoned(): Promise<void> {
  for (const name of existsSync(stages) ? await readdir(stages) : []) {
    try {
      process.kill(Number(name.split("-")[1]), 0);
    } catch {
      await rm(join(stages, name), { recursive: true, force: true });
    }
  }
}

/** Links what is installed for this package, so that programs in the stage find it. */
async function linkPeers(packages: string): Promise<void> {
  const installed = join(bench, "node_modules");
  for (const name of await readdir(installed)) {
    if (name.startsWith(".") || name === "@inia") continue;
    if (!name.startsWith("@")) await symlink(join(installed, name), join(packages, name));
    else {
      await mkdir(join(packages, name));
      for (const inner of await readdir(join(installed, name)))
        await symlink(join(installed, name, inner), join(packages, name, inner));
    }
  }
  // Everyone who uses itty-aws has it installed beside.
  await symlink(join(await realpath(join(installed, "itty-aws")), "../effect"), join(packages, "effect"));
  await mkdir(join(packages, "@types"), { recursive: true });
  await symlink(join(root, "node_modules/@types/node"), join(packages, "@types/node"));
}

async function stageCore(to: string, declarations: boolean): Promise<void> {
  const from = "packages/core";
  await copyPackage(from, to, declarations);
  await build({
    ...publishedCode,
    absWorkingDir: join(root, from),
    entryPoints: entriesOf(readManifest(from)),
    outbase: "src",
    outdir: join(to, "dist"),
    chunkNames: "chunks/[name]-[hash]",
    splitting: true,
    external: ["#*"],
  });
}

async function stageClient(to: string, client: string, declarations: boolean): Promise<void> {
  const from = `packages/services/${client}`;
  await copyPackage(from, to, declarations);
  await build({
    ...publishedCode,
    absWorkingDir: join(root, from),
    entryPoints: ["./src/index.ts"],
    outfile: join(to, "dist/index.js"),
  });
}

async function copyPackage(from: string, to: string, declarations: boolean): Promise<void> {
  await mkdir(to, { recursive: true });
  await cp(join(root, from, "package.json"), join(to, "package.json"));
  const dist = join(root, from, "dist");
  if (!declarations || !existsSync(dist)) return;
  await cp(dist, join(to, "dist"), {
    recursive: true,
    filter: (path) => path.endsWith(".d.ts") || !/\.\w+$/.test(path),
  });
}

/** Compiles one module of the core that no entry exports, with what it imports, as `dist` has it. */
async function compile(source: string, to: string): Promise<void> {
  const options: BuildOptions = { ...publishedCode, conditions: ["@inia/source", "node"] };
  await build({ ...options, absWorkingDir: root, entryPoints: [source], outfile: to });
}

/** Clients of a list that have been generated. */
export function generatedOf(clients: readonly string[]): string[] {
  return clients.filter((client) => existsSync(join(root, "packages/services", client, "src/index.ts")));
}

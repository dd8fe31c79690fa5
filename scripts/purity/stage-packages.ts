import { build } from "esbuild";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { entriesOf, readManifest } from "../build/manifest.ts";
import { root } from "../root.ts";

/** A folder with installed packages, as a bundler finds them in a user's project. */
export interface Stage {
  readonly folder: string;
  /** Installs the client of a folder, from the root, without the `sideEffects: false` of its manifest, so that only its code can prove it pure. */
  addClient(name: string, source?: string): Promise<void>;
  /** Installs a package `@inia/<name>` with the given code, without the flag as well. */
  addPackage(name: string, text: string): Promise<void>;
  /** Adds a module and gives its path. */
  addModule(name: string, text: string): Promise<string>;
  remove(): Promise<void>;
}

const core = "packages/core";

/** Makes a stage below `.cache` with the core in it, as browsers get it. Bundles of it hold no `node:` modules. */
export async function createStage(name: string): Promise<Stage> {
  const folder = join(root, ".cache/purity", `${name}-${process.pid}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await stageCore(join(folder, "node_modules/@inia/core"));
  const packageOf = (client: string): string => join(folder, "node_modules/@inia", client);
  return {
    folder,
    addClient: (client, source = `packages/services/${client}`) =>
      stageClient(packageOf(client), client, source),
    async addPackage(client, text) {
      await mkdir(join(packageOf(client), "dist"), { recursive: true });
      await writeFile(join(packageOf(client), "dist/index.js"), text);
      await writeClientManifest(packageOf(client), client);
    },
    async addModule(module, text) {
      const file = join(folder, `${module}.mjs`);
      await writeFile(file, text);
      return file;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function stageCore(folder: string): Promise<void> {
  const manifest = readManifest(core);
  await build({
    absWorkingDir: join(root, core),
    entryPoints: entriesOf(manifest),
    outbase: "src",
    outdir: join(folder, "dist"),
    splitting: true,
    external: ["#*", "node:*", "undici"],
    ...settings,
  });
  await writeManifest(folder, {
    name: manifest.name,
    type: "module",
    sideEffects: false,
    exports: mapValues(manifest.exports, defaultOf),
    imports: mapValues(manifest.imports, defaultOf),
  });
}

async function stageClient(folder: string, name: string, source: string): Promise<void> {
  await build({
    absWorkingDir: join(root, source),
    entryPoints: ["./src/index.ts"],
    outfile: join(folder, "dist/index.js"),
    packages: "external",
    ...settings,
  });
  await writeClientManifest(folder, name);
}

function writeClientManifest(folder: string, name: string): Promise<void> {
  return writeManifest(folder, { name: `@inia/${name}`, type: "module", exports: "./dist/index.js" });
}

const settings = {
  bundle: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  logLevel: "silent",
  tsconfigRaw: "{}",
} as const;

function writeManifest(folder: string, manifest: object): Promise<void> {
  return writeFile(join(folder, "package.json"), JSON.stringify(manifest));
}

/** What a target is in the browser. */
function defaultOf(target: unknown): unknown {
  return typeof target === "object" && target !== null ? (target as { default: unknown }).default : target;
}

function mapValues(
  map: Readonly<Record<string, unknown>> = {},
  of: (value: unknown) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, of(value)]));
}

import { Client, type AnyOperation, type ClientConfig, type Waiter } from "@inia/core";
import { build } from "esbuild";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** A generated package as it is when it runs. */
export interface GeneratedService {
  /** By the operation's name in the model. */
  readonly operations: ReadonlyMap<string, AnyOperation>;
  readonly waiters: ReadonlyMap<string, Waiter<string, any, any>>;
  /** Error classes by the name of the shape. */
  readonly errors: ReadonlyMap<string, { readonly shapeName: string }>;
  /** Makes a bare client. */
  newClient(config: ClientConfig): Client;
}

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const services = join(root, "packages/services");

/** Names of the packages that have been generated. */
export function generatedNames(): string[] {
  return readdirSync(services)
    .filter((name) => existsSync(join(services, name, "generated.json")))
    .sort();
}

/**
 * Loads a generated package, bundled into one module: thousands of files load too slowly one by one. The core is the one
 * that this program has loaded, so that classes and protocols of both sides are the same objects.
 */
export async function loadGenerated(name: string): Promise<GeneratedService> {
  const folder = join(root, `.cache/parity-${process.pid}`);
  await mkdir(folder, { recursive: true });
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [join(services, name, "src/index.ts")],
    outfile,
    bundle: true,
    format: "esm",
    target: "node20",
    logLevel: "silent",
    plugins: [{ name: "core", setup: (builder) => builder.onResolve({ filter: /^@inia\/core\/service$/ }, () => ({ path: core, external: true })) }], // prettier-ignore
  });
  try {
    return sortExports(
      (await import(/* @vite-ignore */ pathToFileURL(outfile).href)) as Record<string, unknown>,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const core = pathToFileURL(join(root, "packages/core/src/service.ts")).href;

function sortExports(exports: Record<string, unknown>): GeneratedService {
  const operations = new Map<string, AnyOperation>();
  const waiters = new Map<string, Waiter<string, any, any>>();
  const errors = new Map<string, { readonly shapeName: string }>();
  let bare: (new (config: ClientConfig) => Client) | undefined;
  for (const value of Object.values(exports)) {
    if (typeof value === "function") {
      if (Object.getPrototypeOf(value) === Client) bare = value as typeof bare;
      if ("shapeName" in value)
        errors.set(value.shapeName as string, value as { shapeName: string } & typeof value);
      continue;
    }
    const table = value as AnyOperation | Waiter<string, any, any> | { readonly structure: object };
    if (!("name" in table)) continue; // a shape that several operations share
    if ("acceptors" in table) waiters.set(table.name, table);
    else operations.set(table.name, table);
  }
  return { operations, waiters, errors, newClient: (config) => new bare!(config) };
}

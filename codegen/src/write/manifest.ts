/** `generated.json`: what a generated package was made from, and which files belong to it. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { GeneratedFile } from "../print/source-file.ts";

/** Version of the contract between generated code and `@inia/core/service`. */
export const contractVersion = 2;

/** File of the manifest in the package. */
export const manifestPath = "generated.json";

/** What a package says about its making. */
export interface Manifest {
  readonly service: string;
  readonly apiVersion: string;
  readonly contractVersion: number;
  /** SHA-256 of the files of the description and its patches. */
  readonly modelHash: string;
  /** SHA-256 of the generator's sources. */
  readonly generatorHash: string;
  readonly counts: Counts;
  readonly files: readonly string[];
}

/** Sizes of a package. */
export interface Counts {
  readonly operations: number;
  readonly shapes: number;
  readonly bytes: number;
  readonly endpoint: "standard" | "compiled";
}

/** The manifest as a file. */
export function printManifest(manifest: Manifest): GeneratedFile {
  return { path: manifestPath, text: `${JSON.stringify(manifest, null, 2)}\n` };
}

/** The manifest of a package on disk; undefined when there is none, or it is damaged. */
export function readManifest(folder: string): Manifest | undefined {
  const file = join(folder, manifestPath);
  if (!existsSync(file)) return undefined;
  try {
    const manifest = JSON.parse(readFileSync(file, "utf8")) as Partial<Manifest>;
    return Array.isArray(manifest.files) && manifest.counts !== undefined
      ? (manifest as Manifest)
      : undefined;
  } catch {
    return undefined; // A damaged manifest means: generate again.
  }
}

/** Whether a package on disk was made by this generator from the description with this hash, and is complete. */
export function isCurrent(folder: string, manifest: Manifest, modelHash: () => string): boolean {
  return (
    manifest.contractVersion === contractVersion &&
    manifest.generatorHash === generatorHash() &&
    manifest.modelHash === modelHash() &&
    manifest.files.every((file) => existsSync(join(folder, file)))
  );
}

let ownHash: string | undefined;

/** SHA-256 of the sources of generator and model layer, and of the core's version, which packages name. */
export function generatorHash(): string {
  if (ownHash === undefined) {
    const hash = createHash("sha256");
    for (const folder of [repositoryPath("codegen/src"), repositoryPath("packages/service-model/src")]) {
      for (const file of sourcesIn(folder))
        hash
          .update(file)
          .update("\0")
          .update(readFileSync(join(folder, file)));
    }
    ownHash = hash.update(coreVersion()).digest("hex");
  }
  return ownHash;
}

function sourcesIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) =>
    file.replaceAll("\\", "/"),
  );
  return files.filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts")).sort();
}

/** Version of the core beside which this generator stands. */
export function coreVersion(): string {
  const manifest = JSON.parse(readFileSync(repositoryPath("packages/core/package.json"), "utf8")) as {
    version: string;
  };
  return manifest.version;
}

/** An absolute path of something in the repository. */
export function repositoryPath(path: string): string {
  return join(dirname(fileURLToPath(import.meta.url)), "../../..", path);
}

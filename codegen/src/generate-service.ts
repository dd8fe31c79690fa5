/** Load → plan → emit → verify → write for one service. */
import type { ServiceModel } from "@inia/service-model";
import { generatePackage } from "./generate-package.ts";
import { contractVersion, coreVersion, generatorHash, printManifest, type Counts } from "./write/manifest.ts";
import { differences, writePackage } from "./write/write-package.ts";

/** How a service ended. */
export interface ServiceResult {
  readonly name: string;
  /** `stale` and `fresh` are what `--check` finds. */
  readonly state: "written" | "unchanged" | "fresh" | "stale" | "failed";
  readonly counts?: Counts;
  readonly files?: number;
  /** What is wrong, one line each. */
  readonly problems: readonly string[];
}

/** Where and how a package is written. */
export interface Target {
  /** Folder of the package. */
  readonly folder: string;
  /** Writes nothing; says whether the package on disk is what would be written. */
  readonly check: boolean;
  /** The manifest says which generator made the package. */
  readonly stamp: boolean;
}

/** Generates a package on disk; `modelHash` is that of the description's files. */
export function generateService(
  model: ServiceModel,
  modelHash: string,
  { folder, check, stamp }: Target,
): ServiceResult {
  const { name } = model;
  const { plan, files, problems } = generatePackage(model, coreVersion());
  if (problems.length > 0) return { name, state: "failed", problems };
  const counts: Counts = {
    operations: plan.operations.length,
    shapes: Object.keys(model.service.shapes).length,
    bytes: files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0),
    endpoint: files.some(({ text }) => text.includes("standardEndpoint(")) ? "standard" : "compiled",
  };
  const manifest = printManifest({
    service: name,
    apiVersion: plan.metadata.apiVersion,
    contractVersion,
    modelHash,
    generatorHash: stamp ? generatorHash() : "",
    counts,
    files: files.map(({ path }) => path),
  });
  const all = [...files, manifest];
  if (check) {
    const changed = differences(folder, all);
    return {
      name,
      state: changed.length > 0 ? "stale" : "fresh",
      counts,
      files: all.length,
      problems: changed,
    };
  }
  writePackage(folder, all);
  return { name, state: "written", counts, files: all.length, problems: [] };
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.ts";

/** `models/lock.json`: the one wheel that the service descriptions come from. */
export interface ModelsLock {
  /** Name of the distribution that pip knows. */
  readonly package: string;
  readonly version: string;
  /** File name of the wheel. */
  readonly wheel: string;
  /** SHA-256 of the wheel, in hexadecimal. */
  readonly sha256: string;
  /** SHA-256 of the descriptions in it, see `digestOf`. */
  readonly dataSha256: string;
}

/** Reads `models/lock.json`. */
export function readLock(): ModelsLock {
  return JSON.parse(readFileSync(join(root, "models/lock.json"), "utf8")) as ModelsLock;
}

/** Folder of the unpacked wheel: `data/` are the descriptions, `python/` is what a `PYTHONPATH` names. */
export function modelsFolder(lock: ModelsLock = readLock()): string {
  return join(root, ".cache/models", `${lock.package}-${lock.version}`);
}

/** Folder of the service descriptions. */
export function modelsData(lock?: ModelsLock): string {
  return join(modelsFolder(lock), "data");
}

/** Whether the locked descriptions are there. */
export function isSynced(lock: ModelsLock = readLock()): boolean {
  return isComplete(modelsFolder(lock), lock);
}

/** Whether a folder holds the whole of the locked wheel: the stamp is written last and moves with the folder. */
export function isComplete(folder: string, lock: ModelsLock): boolean {
  try {
    const stamp = JSON.parse(readFileSync(join(folder, "lock.json"), "utf8")) as ModelsLock;
    return stamp.sha256 === lock.sha256;
  } catch {
    return false; // absent or broken: both mean that it has to be fetched
  }
}

import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import type { Platform } from "./programs.ts";

/** Bytes by program, platform and bundler. */
export type Sizes = Record<string, Record<Platform, Record<string, number>>>;

const file = fileURLToPath(new URL("ceilings.json", import.meta.url));

/** Above what was measured when they were set. */
const margin = 1.015;

/** Bytes that bundles may have at most; raised only in the commit that says why. */
export function readCeilings(): Sizes {
  return JSON.parse(readFileSync(file, "utf8")) as Sizes;
}

/** Sets the ceilings a little above what was measured. */
export async function writeCeilings(measured: Sizes): Promise<void> {
  const ceilings = JSON.stringify(measured, (_, value: unknown) =>
    typeof value === "number" ? Math.ceil((value * margin) / 10) * 10 : value,
  );
  await writeFile(file, await format(ceilings, { ...(await resolveConfig(file)), filepath: file }));
}

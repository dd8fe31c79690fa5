import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { LoadResult } from "./run-load.ts";

const folder = fileURLToPath(new URL("../../../../.cache/load/", import.meta.url));

/** Keeps a result, in place of an older one of the same run and SDK: the runs take long, and are seldom all run at once. */
export async function saveResult(result: LoadResult): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}${result.id}-${result.sdk}.json`, JSON.stringify(result, undefined, 2));
}

/** The latest result of each run and SDK, Inia's first. */
export async function savedResults(): Promise<LoadResult[]> {
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith(".json"));
  const results = await Promise.all(
    files.map(async (file) => JSON.parse(await readFile(`${folder}${file}`, "utf8")) as LoadResult),
  );
  const order = ({ id, sdk }: LoadResult): string => `${id} ${sdk === "inia" ? 0 : 1}`;
  return results.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

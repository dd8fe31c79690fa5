import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const page = fileURLToPath(new URL("../../../../docs/reliability.md", import.meta.url));
const formatter = fileURLToPath(new URL("../../../../node_modules/.bin/prettier", import.meta.url));

/** The text of docs/reliability.md; empty before it is first written. */
export async function readPage(): Promise<string> {
  return existsSync(page) ? readFile(page, "utf8") : "";
}

/** Writes docs/reliability.md, formatted. */
export async function writePage(text: string): Promise<void> {
  await writeFile(page, text);
  const { status } = spawnSync(formatter, ["--write", page], { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error("The page could not be formatted");
}

import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { root } from "../../../../scripts/root.ts";

const page = join(root, "docs/performance.md");

/** Puts a text between the marks of a section of `docs/performance.md`; the rest of the page stays as it is. */
export async function writeSection(name: string, text: string): Promise<void> {
  if (!existsSync(page)) throw new Error(`${page} is missing`);
  const whole = replaceSection(await readFile(page, "utf8"), name, text);
  const settings = await resolveConfig(page);
  await writeFile(page, await format(whole, { ...settings, filepath: page }));
}

/** Replaces what stands between `<!-- name:begin -->` and `<!-- name:end -->`. */
export function replaceSection(whole: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const from = whole.indexOf(begin);
  const to = whole.indexOf(end);
  if (from === -1 || to < from) throw new Error(`docs/performance.md has no section ${name}`);
  return `${whole.slice(0, from + begin.length)}\n\n${text}\n\n${whole.slice(to)}`;
}

import { readPage, writePage } from "../report/page.ts";
import type { LoadResult } from "./run-load.ts";

/** Puts results into the page between its marks for load. */
export async function writeLoadSection(results: readonly LoadResult[]): Promise<void> {
  let text = await readPage();
  for (const id of new Set(results.map((result) => result.id))) {
    const section = sectionOf(results.filter((result) => result.id === id));
    const [begin, end] = [`<!-- ${id} -->`, `<!-- /${id} -->`];
    const at = text.indexOf(begin);
    if (at >= 0) text = text.slice(0, at + begin.length) + section + text.slice(text.indexOf(end));
    else text = text.replace("<!-- /load -->", `${begin}${section}${end}\n\n<!-- /load -->`);
  }
  await writePage(text);
}

/** A heading, and a table with a row for each figure and a column for each SDK. */
function sectionOf(results: readonly LoadResult[]): string {
  const [{ id, title } = { id: "", title: "" }] = results;
  const names = [...new Set(results.flatMap(({ figures }) => figures.map(({ name }) => name)))];
  const head = [
    "Figure",
    "Mark",
    ...results.map(({ sdk }) => (sdk === "inia" ? "Inia" : "AWS SDK for JavaScript v3")),
  ];
  const rows = names.map((name) => {
    const found = results.map(({ figures }) => figures.find((figure) => figure.name === name));
    const mark = found.find((figure) => figure?.mark !== undefined)?.mark ?? "";
    return [
      name,
      mark,
      ...found.map((figure) => (figure === undefined ? "" : `${figure.value}${signOf(figure.met)}`)),
    ];
  });
  const table = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return `\n\n### ${id}: ${title}\n\n${table.join("\n")}\n\n`;
}

function signOf(met: boolean | undefined): string {
  return met === undefined ? "" : met ? " ✓" : " ✗";
}

/** Blocks to lines of Markdown. */
import { fixedSpace, type Block } from "./block.ts";
import { codeSpan } from "./inline.ts";

/** Columns of a line of documentation, without its margin. */
export const lineWidth = 100;

/** Lines of Markdown, no longer than `width` where words allow it. */
export function renderBlocks(blocks: readonly Block[], width: number = lineWidth): string[] {
  const lines: string[] = [];
  blocks.forEach((block, index) => {
    if (index > 0 && (block.kind !== "list" || lines.at(-1) === "" || !endsInLead(lines))) lines.push("");
    lines.push(...renderBlock(block, width));
  });
  return lines;
}

/** A list may follow its lead-in (`…:`) without a gap. */
function endsInLead(lines: readonly string[]): boolean {
  return /:\**$/.test(lines.at(-1) ?? "") && !/^\s*([-*]|\d+\.) /.test(lines.at(-1)!);
}

function renderBlock(block: Block, width: number): string[] {
  if (block.kind === "paragraph") return wrap(block.text, width);
  if (block.kind === "note") return renderBlocks(labelled(block.label, block.blocks), width);
  if (block.kind === "code") return renderCode(block.lines);
  if (block.kind === "table") return renderTable(block.rows);
  return block.items.flatMap((item, index) => {
    const bullet = block.ordered ? `${index + 1}. ` : "- ";
    const margin = " ".repeat(bullet.length);
    const lines = renderBlocks(item, Math.max(40, width - bullet.length));
    return lines.map((line, at) => (line === "" ? "" : (at === 0 ? bullet : margin) + line));
  });
}

function labelled(label: string, blocks: readonly Block[]): Block[] {
  const [first, ...rest] = blocks;
  if (first?.kind !== "paragraph") return [{ kind: "paragraph", text: `**${label}:**` }, ...blocks];
  // Many notes begin with their own label.
  const text = first.text.replace(new RegExp(`^\\**${label}\\**:?\\**\\s*`), "");
  const labelled: Block = {
    kind: "paragraph",
    text: text === "" ? `**${label}:**` : `**${label}:** ${text}`,
  };
  return [labelled, ...rest];
}

/** Preformatted text in a fence, or line by line where a line would look like a tag to TSDoc. */
function renderCode(lines: readonly string[]): string[] {
  if (lines.some((line) => /^\s*@/.test(line) || line.includes("```"))) {
    return lines.map((line) => codeSpan(line).replaceAll(fixedSpace, " "));
  }
  return ["```", ...lines, "```"];
}

function renderTable(rows: readonly (readonly string[])[]): string[] {
  const columns = Math.max(...rows.map((row) => row.length));
  const cell = (text: string): string => text.replaceAll(fixedSpace, " ").replaceAll("|", "\\|");
  const line = (row: readonly string[]): string =>
    `| ${Array.from({ length: columns }, (_, at) => cell(row[at] ?? "")).join(" | ")} |`;
  return [line(rows[0]!), `|${" --- |".repeat(columns)}`, ...rows.slice(1).map(line)];
}

/** Breaks a paragraph into lines; a word that would begin a list or heading at the start of a line is escaped. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (word === "") continue;
    if (line === "") line = atLineStart(word);
    else if (line.length + 1 + word.length <= width) line += " " + word;
    else {
      lines.push(line);
      line = atLineStart(word);
    }
  }
  if (line !== "") lines.push(line);
  return lines.map((each) => each.replaceAll(fixedSpace, " "));
}

function atLineStart(word: string): string {
  if (/^([-+#=|]|~~~)/.test(word)) return `\\${word}`;
  return word.replace(/^(\d+)([.)])$/, "$1\\$2");
}

/** Shorter documentation, cut where a sentence ends. */
import type { Block } from "./block.ts";

const abbreviation =
  /(?:\b(?:e\.g|i\.e|etc|vs|cf|No|St|Inc|approx|incl|excl|resp|Fig|U\.S|a\.m|p\.m)|\b[A-Z])\.$/;

/** Ends of sentences in Markdown (positions after the full stop), never inside bold text or a link. */
function* sentenceEnds(text: string): Generator<number> {
  for (const match of text.matchAll(/[.!?][)"”’*]*(?= |$)/g)) {
    const end = match.index + match[0].length;
    const before = text.slice(0, end);
    if (abbreviation.test(before) || !isBalanced(before)) continue;
    yield end;
  }
}

function isBalanced(markdown: string): boolean {
  const stars = markdown.replace(/\\./g, "").split("**").length - 1;
  const open = markdown.lastIndexOf("[");
  return stars % 2 === 0 && (open === -1 || markdown.indexOf("]", open) !== -1);
}

/** The first sentence of the first paragraph, not yet broken into lines; undefined without a paragraph. */
export function firstSentence(blocks: readonly Block[]): string | undefined {
  const paragraph = blocks.find((block) => block.kind === "paragraph");
  if (paragraph === undefined) return undefined;
  const [end = paragraph.text.length] = sentenceEnds(paragraph.text);
  return paragraph.text.slice(0, end);
}

/** The first blocks, up to about `limit` characters; a first paragraph that is longer ends with a sentence. */
export function shorten(blocks: readonly Block[], limit: number): Block[] {
  const kept: Block[] = [];
  let length = 0;
  for (const block of blocks) {
    const size = sizeOf(block);
    if (length + size > limit) {
      if (kept.length === 0)
        kept.push(block.kind === "paragraph" ? shortenParagraph(block.text, limit) : block);
      break;
    }
    kept.push(block);
    length += size;
  }
  if (kept.length === blocks.length) return kept;
  while (kept.length > 1 && isLead(kept.at(-1)!)) kept.pop();
  return kept.length === 1 ? [withoutLead(kept[0]!)] : kept;
}

function shortenParagraph(text: string, limit: number): Block {
  let best: number | undefined;
  for (const end of sentenceEnds(text)) {
    if (best !== undefined && end > limit) break;
    best = end;
  }
  return { kind: "paragraph", text: text.slice(0, best ?? text.length) };
}

/** A paragraph without a last sentence that announces what was cut off, if there is another one. */
function withoutLead(block: Block): Block {
  if (block.kind !== "paragraph" || !isLead(block)) return block;
  const end = [...sentenceEnds(block.text)].at(-1);
  return end === undefined ? block : { kind: "paragraph", text: block.text.slice(0, end) };
}

/** Whether a block only announces the next one: `Valid values:`, or a heading. */
export function isLead(block: Block): boolean {
  return block.kind === "paragraph" && /(:\**|\*\*)$/.test(block.text);
}

function sizeOf(block: Block): number {
  if (block.kind === "paragraph") return block.text.length;
  if (block.kind === "code") return block.lines.join("\n").length;
  if (block.kind === "table") return block.rows.flat().join(" | ").length;
  if (block.kind === "note") return block.blocks.reduce((sum, each) => sum + sizeOf(each), 0);
  return block.items.flat().reduce((sum, each) => sum + sizeOf(each), 0);
}

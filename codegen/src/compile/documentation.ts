/**
 * The HTML of service descriptions as the Markdown of TSDoc comments (https://tsdoc.org): no HTML left, nothing that
 * TSDoc would take for a tag, lines of about 100 columns.
 */
import { fixedSpace, type Block } from "./documentation/block.ts";
import { parseDocumentation } from "./documentation/parse.ts";
import { lineWidth, renderBlocks, wrap } from "./documentation/render.ts";
import { firstSentence, isLead, shorten } from "./documentation/shorten.ts";

/** Characters that a member's documentation is cut to (at the end of a sentence or block). */
const memberLimit = 600;

/** All of a description's documentation, as lines of Markdown. The summary comes first, notes before it follow it. */
export function fullDocumentation(html: string | undefined, width: number = lineWidth): string[] {
  return html === undefined ? [] : renderBlocks(summaryFirst(parseDocumentation(html)), width);
}

/** The beginning of a description's documentation, as lines of Markdown. */
export function shortDocumentation(html: string | undefined, width: number = lineWidth): string[] {
  return html === undefined
    ? []
    : renderBlocks(shorten(summaryFirst(parseDocumentation(html)), memberLimit), width);
}

/** A TSDoc tag with the first sentence of a description behind it, as lines of Markdown: `@throws {@link X} There is …`. */
export function tagDocumentation(tag: string, html: string | undefined, width: number = lineWidth): string[] {
  const sentence = html === undefined ? undefined : firstSentence(summaryFirst(parseDocumentation(html)));
  const head = tag.replaceAll(" ", fixedSpace);
  return wrap(sentence === undefined ? head : `${head} ${sentence}`, width);
}

/** Markdown of ours as lines; inline tags stay whole. */
export function wrapMarkdown(text: string, width: number = lineWidth): string[] {
  return wrap(
    text.replace(/\{[^}]*\}/g, (tag) => tag.replaceAll(" ", fixedSpace)),
    width,
  );
}

function summaryFirst(blocks: readonly Block[]): readonly Block[] {
  const summary = blocks.findIndex((block) => block.kind === "paragraph");
  const allNotes = blocks.slice(0, summary).every((block) => block.kind === "note");
  if (summary < 1 || !allNotes) return blocks;
  // A paragraph that announces a list takes it along.
  let end = summary + 1;
  while (end < blocks.length && isLead(blocks[end - 1]!)) end += 1;
  return [...blocks.slice(summary, end), ...blocks.slice(0, summary), ...blocks.slice(end)];
}

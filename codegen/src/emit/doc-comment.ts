/** Writes TSDoc comments. */
import {
  fullDocumentation,
  shortDocumentation,
  tagDocumentation,
  wrapMarkdown,
} from "../compile/documentation.ts";
import type { SourceFile } from "../print/source-file.ts";

/** What a comment says. */
export interface DocComment {
  /** HTML of the model. */
  readonly html?: string | undefined;
  /** Shortens long documentation; what it belongs to stands beside many others. */
  readonly short?: boolean;
  /** One line of ours where the model says nothing. */
  readonly fallback?: string;
  /** Markdown after the documentation, a paragraph each. */
  readonly more?: readonly string[];
  /** Tags with the HTML behind them: `@throws {@link X}`. */
  readonly tags?: readonly { readonly tag: string; readonly html?: string | undefined }[];
  /** Lines of code. */
  readonly example?: readonly string[] | undefined;
  readonly deprecated?: string | true | undefined;
}

/** Columns of a line of a comment, with its indentation and margin. */
const commentWidth = 100;

/** Writes a comment; nothing when there is nothing to say. */
export function docComment(file: SourceFile, comment: DocComment): void {
  const width = commentWidth - (file.indentation() + 3);
  const documentation = (comment.short ? shortDocumentation : fullDocumentation)(comment.html, width);
  const lines =
    documentation.length === 0 && comment.fallback
      ? wrapMarkdown(comment.fallback, width)
      : [...documentation];
  for (const text of comment.more ?? []) lines.push(...(lines.length > 0 ? [""] : []), text);
  const tags = (comment.tags ?? []).flatMap(({ tag, html }) => tagDocumentation(tag, html, width));
  if (comment.example !== undefined) tags.push("@example", "```ts", ...comment.example, "```");
  if (comment.deprecated !== undefined) {
    const reason = typeof comment.deprecated === "string" ? comment.deprecated : undefined;
    tags.push(...tagDocumentation("@deprecated", reason, width));
  }
  if (tags.length > 0) lines.push(...(lines.length > 0 ? [""] : []), ...tags);
  write(file, lines);
}

function write(file: SourceFile, lines: readonly string[]): void {
  if (lines.length === 0) return;
  const [first = ""] = lines;
  if (lines.length === 1 && first.length + 7 <= file.width() && !first.endsWith("`*")) {
    file.line(`/** ${closed(first)} */`);
    return;
  }
  file.line("/**");
  for (const line of lines) file.line(line === "" ? " *" : ` * ${closed(line)}`);
  file.line(" */");
}

/** The end of a comment inside a comment. */
function closed(line: string): string {
  return line.replaceAll("*/", "*\\/");
}

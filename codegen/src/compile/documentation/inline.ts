/** Builds the Markdown of one paragraph from text, styles, code and links, in the order in which they come. */
import { fixedSpace } from "./block.ts";

interface OpenStyle {
  readonly name: string;
  /** `**`, `*`, or nothing inside the same style. */
  readonly marker: string;
  readonly start: number;
  readonly href?: string | undefined;
}

/** The text of a paragraph while it is being read. */
export class Inline {
  #text = "";
  #code: string | undefined;
  #codeLink: string | undefined;
  readonly #styles: OpenStyle[] = [];

  get inCode(): boolean {
    return this.#code !== undefined;
  }

  /** Adds text from the source, decoded and not yet escaped. */
  add(text: string): void {
    if (this.#code !== undefined) {
      this.#code += text;
      return;
    }
    // Some descriptions use Markdown's code spans within HTML.
    text.split(/`([^`\n]+)`/).forEach((part, index) => {
      if (index % 2 === 1) this.#append(codeSpan(part));
      else this.#append(escapeMarkdown(collapse(part)));
    });
  }

  /** Begins bold, italic or a link. */
  open(name: string, marker: string, href?: string): void {
    if (this.#code !== undefined) {
      if (this.#code.trim() === "") this.#codeLink ??= href;
      return;
    }
    const nested = this.#styles.some((style) => style.name === name);
    const style = { name, marker: nested ? "" : marker, start: this.#text.length };
    this.#styles.push(nested ? style : { ...style, href });
  }

  /** Ends what the same name began, and everything that was begun since. */
  close(name: string): void {
    const at = this.#styles.findLastIndex((style) => style.name === name);
    if (at === -1 || this.#code !== undefined) return;
    while (this.#styles.length > at) this.#closeLast();
  }

  openCode(): void {
    this.#code ??= "";
  }

  closeCode(): void {
    if (this.#code === undefined) return;
    const [code, href] = [this.#code, this.#codeLink];
    this.#code = this.#codeLink = undefined;
    const span = codeSpan(code);
    const url = span === "" ? undefined : linkTarget(href);
    // Backticks that touch would be one run.
    if (/^\s/.test(code) || (span !== "" && this.#text.endsWith("`"))) this.#append(" ");
    this.#append(url === undefined ? span : `[${span}](${url})`);
    if (/\s$/.test(code)) this.#append(" ");
  }

  /** The paragraph's Markdown; what is still open is closed. */
  finish(): string {
    this.closeCode();
    while (this.#styles.length > 0) this.#closeLast();
    return this.#text.trim();
  }

  #append(markdown: string): void {
    const afterSpace = this.#text === "" || this.#text.endsWith(" ");
    this.#text += afterSpace ? markdown.replace(/^ +/, "") : markdown;
  }

  #closeLast(): void {
    const { marker, start, href } = this.#styles.pop()!;
    const inside = this.#text.slice(start);
    const core = inside.trim();
    const url = linkTarget(href);
    if (core === "" || (marker === "" && url === undefined)) return;
    const lead = inside.startsWith(" ") ? " " : "";
    const trail = inside.endsWith(" ") ? " " : "";
    this.#text = this.#text.slice(0, start) + lead + styled(core, marker, url) + trail;
  }
}

function styled(core: string, marker: string, url: string | undefined): string {
  if (url === undefined) return marker + core + marker;
  if (core === escapeMarkdown(url)) return url;
  const text = core.includes("`") ? core : core.replace(/(?<!\\)[[\]]/g, "\\$&");
  return `[${text}](${url})`;
}

/** Code with as many backticks around it as it needs. No line breaks inside: TSDoc ends code spans at line ends. */
export function codeSpan(code: string): string {
  const text = collapse(code).trim();
  if (text === "") return "";
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = text.startsWith("`") || text.endsWith("`") ? fixedSpace : "";
  return fence + pad + text.replaceAll(" ", fixedSpace) + pad + fence;
}

/** Makes text mean itself in Markdown and in TSDoc, which has its own use for `@`, braces and angle brackets. */
export function escapeMarkdown(text: string): string {
  if (!/[\\`*_{}<>@&~]|\]\(/.test(text)) return text;
  return text
    .replace(/[\\`*{}<>@]/g, "\\$&")
    .replace(/~~/g, "\\~\\~")
    .replace(/\]\(/g, "]\\(")
    .replace(/&(?=#?\w+;)/g, "\\&")
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\_");
}

/** Runs of white space become one space; control characters and our own marker go. */
export function collapse(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\s\u0000-\u001f\u007f-\u009f\uE000\u200b\ufeff]+/g, " ");
}

/** An absolute link as Markdown and comments can carry it; undefined for all others. */
function linkTarget(href: string | undefined): string | undefined {
  if (href === undefined || !/^(https?:\/\/|mailto:)[^\s]+$/i.test(href.trim())) return undefined;
  return href
    .trim()
    .replace(
      /[(){}<>@*"'`\\^|\s]/g,
      (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
    );
}

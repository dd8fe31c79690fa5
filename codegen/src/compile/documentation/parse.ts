/** HTML documentation to blocks. Every input gives something sensible: tags need not match. */
import type { Block } from "./block.ts";
import { collapse, escapeMarkdown, Inline } from "./inline.ts";
import { tokenize, type Token } from "./tokenize.ts";

const labels: Readonly<Record<string, string>> = {
  note: "Note",
  important: "Important",
  warning: "Warning",
  caution: "Caution",
  tip: "Tip",
};

const styles: Readonly<Record<string, string>> = {
  b: "**",
  strong: "**",
  i: "*",
  em: "*",
  emphasis: "*",
  replaceable: "*",
  var: "*",
  a: "",
  link: "",
  ulink: "",
};

const codes: ReadonlySet<string> = new Set([
  "code",
  "tt",
  "kbd",
  "samp",
  "literal",
  "filename",
  "function",
  "userinput",
]);
const lists: ReadonlySet<string> = new Set(["ul", "ol", "dl", "itemizedlist"]);
const transparent: ReadonlySet<string> = new Set(["span", "u", "sup", "sub", "small", "guilabel", "img"]);

interface Container {
  readonly name: string;
  readonly blocks: Block[];
  /** Lists: the items that are finished. */
  readonly items: Block[][];
  /** Tables: the rows. */
  readonly rows: string[][];
}

class Reader {
  readonly #stack: Container[] = [container("root")];
  #inline: Inline | undefined;
  #preformatted: string | undefined;
  #fullName: string | undefined;

  read(tokens: readonly Token[]): Block[] {
    for (const token of tokens) {
      if (this.#preformatted !== undefined) this.#readPreformatted(token);
      else if (token.type === "text") this.#readText(token.text);
      else if (Object.hasOwn(styles, token.name)) this.#readStyle(token);
      else if (codes.has(token.name)) this.#readCode(token);
      else if (token.type === "open") this.#open(token.name);
      else this.#close(token.name);
    }
    if (this.#preformatted !== undefined) this.#readPreformatted({ type: "close", name: "pre" });
    this.#flush();
    while (this.#stack.length > 1) this.#pop();
    const { blocks } = this.#stack[0]!;
    if (blocks.length === 0 && this.#fullName) blocks.push({ kind: "paragraph", text: this.#fullName });
    return blocks;
  }

  #readText(text: string): void {
    if (this.#inline === undefined && text.trim() === "") return;
    this.#writer().add(text);
  }

  #readStyle(token: Exclude<Token, { type: "text" }>): void {
    if (token.type === "open") this.#writer().open(token.name, styles[token.name]!, token.href);
    else this.#inline?.close(token.name);
  }

  #readCode(token: Token): void {
    if (token.type === "open") this.#writer().openCode();
    else this.#inline?.closeCode();
  }

  #readPreformatted(token: Token): void {
    if (token.type === "text") this.#preformatted += token.text;
    else if (token.type === "close" && (token.name === "pre" || token.name === "programlisting")) {
      this.#top().blocks.push(...preformatted(this.#preformatted!));
      this.#preformatted = undefined;
    }
  }

  #open(name: string): void {
    // A paragraph inside code is the source's mistake; the code goes on.
    if (transparent.has(name) || this.#inline?.inCode) return;
    this.#flush();
    if (name === "pre" || name === "programlisting") this.#preformatted = "";
    else if (name === "li" || name === "listitem" || name === "dt") this.#openItem(name);
    else if (name === "tr") this.#openRow();
    else if (name === "td" || name === "th") this.#openCell(name);
    else if (
      lists.has(name) ||
      name === "table" ||
      isHeading(name) ||
      name in labels ||
      name === "fullname"
    ) {
      this.#stack.push(container(name));
    }
  }

  #close(name: string): void {
    if (transparent.has(name) || this.#inline?.inCode) return;
    if (name === "dd" || name === "dt" || name === "tr") {
      this.#flush();
      return;
    }
    this.#closeTo(name === "listitem" ? "li" : name);
  }

  #openItem(name: string): void {
    const item = name === "dt" ? "dt" : "li";
    const list = this.#stack.findLastIndex((at) => lists.has(at.name));
    const open = this.#stack.findLastIndex((at) => at.name === item);
    if (open > list) this.#closeTo(item);
    if (list === -1) this.#stack.push(container(item === "dt" ? "dl" : "ul"));
    this.#stack.push(container(item));
  }

  #openRow(): void {
    for (const cell of ["td", "th"]) this.#closeTo(cell);
    if (this.#top().name !== "table") this.#stack.push(container("table"));
    this.#top().rows.push([]);
  }

  #openCell(name: string): void {
    for (const cell of ["td", "th"]) this.#closeTo(cell);
    if (this.#top().name !== "table") this.#openRow();
    if (this.#top().rows.length === 0) this.#top().rows.push([]);
    this.#stack.push(container(name));
  }

  #closeTo(name: string): void {
    this.#flush();
    const at = this.#stack.findLastIndex((open) => open.name === name);
    // A list ends only at its own end, and so do the blocks around it.
    const list = this.#stack.findLastIndex((open) => lists.has(open.name));
    if (at < 1 || (name === "li" && at < list)) return;
    while (this.#stack.length > at) this.#pop();
  }

  #pop(): void {
    const done = this.#stack.pop()!;
    const parent = this.#top();
    const { name, blocks } = done;
    if (lists.has(name)) {
      const items = [...done.items, ...(blocks.length > 0 ? [blocks] : [])];
      if (items.length > 0) parent.blocks.push({ kind: "list", ordered: name === "ol", items });
    } else if (name === "li" || name === "dt") {
      if (blocks.length > 0) parent.items.push(name === "dt" ? definition(blocks) : blocks);
    } else if (name === "table") {
      const rows = done.rows.filter((row) => row.some((cell) => cell !== ""));
      if (rows.length > 0) parent.blocks.push({ kind: "table", rows });
    } else if (name === "td" || name === "th") {
      parent.rows.at(-1)?.push(textOf(blocks));
    } else if (name in labels) {
      if (blocks.length > 0) parent.blocks.push({ kind: "note", label: labels[name]!, blocks });
    } else if (name === "fullname") {
      this.#fullName = textOf(blocks);
    } else if (isHeading(name)) {
      const text = textOf(blocks);
      if (text !== "")
        parent.blocks.push({ kind: "paragraph", text: text.includes("**") ? text : `**${text}**` });
    } else parent.blocks.push(...blocks);
  }

  #flush(): void {
    const text = this.#inline?.finish();
    this.#inline = undefined;
    if (text) this.#top().blocks.push({ kind: "paragraph", text });
  }

  #writer(): Inline {
    return (this.#inline ??= new Inline());
  }

  #top(): Container {
    return this.#stack.at(-1)!;
  }
}

function preformatted(text: string): Block[] {
  // Some descriptions hold escaped HTML that was once taken for an indented code block.
  if (/^\s*<(p|ul|ol|note)>/.test(text)) return parseDocumentation(text);
  const lines = text.replace(/\r/g, "").replace(/\t/g, "  ").split("\n");
  while (lines.length > 0 && lines[0]!.trim() === "") lines.shift();
  while (lines.length > 0 && lines.at(-1)!.trim() === "") lines.pop();
  return lines.length === 0 ? [] : [{ kind: "code", lines: lines.map((line) => line.trimEnd()) }];
}

function container(name: string): Container {
  return { name, blocks: [], items: [], rows: [] };
}

function isHeading(name: string): boolean {
  return /^h[1-6]$/.test(name) || name === "title";
}

/** A term and its description: `**term**: description`. */
function definition(blocks: readonly Block[]): Block[] {
  const [first, second, ...rest] = blocks;
  if (first?.kind !== "paragraph") return [...blocks];
  const plain = first.text.replace(/:$/, "");
  const term = /[`*]/.test(plain) ? plain : `**${plain}**`;
  if (second?.kind !== "paragraph") {
    return [{ kind: "paragraph", text: term }, ...blocks.slice(1)];
  }
  return [{ kind: "paragraph", text: `${term}: ${second.text}` }, ...rest];
}

/** The text of blocks in one line. */
function textOf(blocks: readonly Block[]): string {
  const texts = blocks.map((block): string => {
    if (block.kind === "paragraph") return block.text;
    if (block.kind === "list") return block.items.map(textOf).join("; ");
    if (block.kind === "note") return textOf(block.blocks);
    if (block.kind === "code") return escapeMarkdown(collapse(block.lines.join(" ")));
    return block.rows.map((row) => row.join(" ")).join("; ");
  });
  return texts.join(" ").trim();
}

/** Reads a description's HTML. */
export function parseDocumentation(html: string): Block[] {
  return new Reader().read(tokenize(html));
}

/** One generated TypeScript file while it is being written: its lines, and the imports that they turned out to need. */
import { CodeBlockWriter } from "ts-morph";
import { brackets, layOut, printWidth, type Code } from "./layout.ts";

/** A generated file, ready to be verified and written. */
export interface GeneratedFile {
  /** Path in the package, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Writes one TypeScript file. Names are imported when they are first used. */
export class SourceFile {
  readonly path: string;
  readonly #header: string;
  readonly #writer: CodeBlockWriter = new CodeBlockWriter({ indentNumberOfSpaces: 2, newLine: "\n" });
  #last = "";
  readonly #imports: Map<string, Map<string, "type" | "value">> = new Map();

  /** @param path Path in the package, such as `src/operations/get-parcel.ts`. */
  constructor(path: string, header: string) {
    this.path = path;
    this.#header = header;
  }

  /** Imports a value and returns its name. `from` is a package or a path in this package; the file itself imports nothing. */
  value(name: string, from: string): string {
    return this.#import(name, from, "value");
  }

  /** Imports a type and returns its name. */
  type(name: string, from: string): string {
    return this.#import(name, from, "type");
  }

  /** Writes a line at the current indentation; nothing but a line end for an empty one. */
  line(text = ""): void {
    this.#last = text;
    if (text === "") this.#writer.newLine();
    else this.#writer.writeLine(text);
  }

  /** Writes whole lines that are indented already. */
  verbatim(text: string): void {
    for (const line of text.split("\n")) this.line(line);
  }

  /** Writes a blank line, unless there is one already or the file has just begun. */
  blank(): void {
    this.#writer.blankLineIfLastNot();
  }

  /** Writes a blank line between members of a block, none before the first. */
  blankInBlock(): void {
    if (!this.#last.endsWith("{")) this.blank();
  }

  /** Writes code that breaks where it does not fit. */
  code(layout: Code): void {
    const depth = this.indentation();
    const [first = "", ...rest] = layOut(layout, depth).split("\n");
    this.line(first);
    for (const line of rest) this.line(line.slice(depth));
  }

  /** Writes `head {`, what `body` writes one level deeper, and `}`. */
  block(head: string, body: () => void, end = "}"): void {
    this.line(`${head}{`);
    this.#writer.indent(body);
    this.line(end);
  }

  /** Writes what `body` writes one level deeper. */
  indent(body: () => void): void {
    this.#writer.indent(body);
  }

  /** Columns left on a line at the current indentation. */
  width(): number {
    return printWidth - this.indentation();
  }

  /** The whole file. */
  finish(): GeneratedFile {
    const imports = [...this.#imports.entries()]
      .sort(([a], [b]) => compareModules(a, b))
      .map(([from, names]) => printImport(from, names));
    const body = this.#writer.toString().trim();
    const head = [this.#header, ...imports].join("\n");
    return { path: this.path, text: body === "" ? `${head}\n` : `${head}\n\n${body}\n` };
  }

  /** Columns in front of a line. */
  indentation(): number {
    return this.#writer.getIndentationLevel() * 2;
  }

  #import(name: string, from: string, kind: "type" | "value"): string {
    if (from === this.path) return name;
    const module = from.startsWith("src/") ? relative(this.path, from) : from;
    let names = this.#imports.get(module);
    if (names === undefined) this.#imports.set(module, (names = new Map()));
    if (kind === "value" || !names.has(name)) names.set(name, kind);
    return name;
  }
}

function printImport(from: string, names: ReadonlyMap<string, "type" | "value">): string {
  const allTypes = [...names.values()].every((kind) => kind === "type");
  const specifiers = [...names].sort(([a], [b]) => compareNames(a, b));
  const items = specifiers.map(([name, kind]) => (kind === "type" && !allTypes ? `type ${name}` : name));
  const layout = { ...brackets("{", items, "}", { padded: true }), after: ` from "${from}";` };
  return layOut(
    { ...layout, before: allTypes ? "import type " : "import " },
    items.length === 1 ? -Infinity : 0,
  );
}

/** The path of an import from one file of the package to another. */
export function relative(from: string, to: string): string {
  const at = from.split("/").slice(0, -1);
  const target = to.split("/");
  while (at.length > 0 && at[0] === target[0]) {
    at.shift();
    target.shift();
  }
  return (at.length === 0 ? "./" : "../".repeat(at.length)) + target.join("/");
}

/** Code-unit order, the same on every machine. */
export function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Packages first, then files from far to near. */
function compareModules(a: string, b: string): number {
  const rank = (module: string): number => (module.startsWith("../") ? 1 : module.startsWith("./") ? 2 : 0);
  return rank(a) - rank(b) || compareNames(a, b);
}

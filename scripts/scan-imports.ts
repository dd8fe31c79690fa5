/** One import of a TypeScript file. */
export interface ImportFound {
  /** What is imported; undefined when it is computed at run time. */
  readonly specifier: string | undefined;
  /** Line of the specifier, counted from 1. */
  readonly line: number;
}

const clause = String.raw`(?:type\s+)?[\w$\s{},*]*?`;
const forms: RegExp = new RegExp(
  [
    String.raw`\b(?:import|export)\s*${clause}\s*\bfrom\s*(?=")`, // import x from "…", export { x } from "…"
    String.raw`\bimport\s*(?=")`, // import "…"
    String.raw`\b(?:import|require|import\.meta\.resolve)\s*\(\s*`, // import("…"), also as a type
  ].join("|"),
  "g",
);

/**
 * Finds what a TypeScript file imports: static and dynamic imports, re-exports, `require` and `import("…")` types.
 *
 * Comments, regular expressions and the insides of strings and templates are never taken for code.
 */
export function scanImports(source: string): ImportFound[] {
  const { code, strings } = mask(source);
  const found: ImportFound[] = [];
  for (const match of code.matchAll(forms)) {
    const before = code[match.index - 1];
    if (before === "." || before === "$" || before === "#") continue; // a method or field of that name
    const at = match.index + match[0].length;
    found.push({ specifier: strings.get(at), line: source.slice(0, at).split("\n").length });
  }
  return found;
}

/** A file's code with everything else blanked out, and its plain strings by the position of their first quote. */
interface Masked {
  readonly code: string;
  readonly strings: ReadonlyMap<number, string>;
}

/** After one of these a slash starts a regular expression, not a division. */
const beforeRegExp =
  /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|do|else|void|throw|await|yield))\s*$/;

function mask(source: string): Masked {
  const strings = new Map<number, string>();
  const templates: number[] = []; // depth of braces inside each open `${`
  let code = "";
  let at = 0;
  const blank = (end: number): void => {
    code += source.slice(at, end).replace(/[^\n]/g, " ");
    at = end;
  };
  while (at < source.length) {
    const char = source[at] ?? "";
    const two = source.slice(at, at + 2);
    if (two === "//") blank(indexOrEnd(source, "\n", at));
    else if (two === "/*") blank(indexOrEnd(source, "*/", at + 2) + 2);
    else if (char === '"' || char === "'") {
      const end = endOfQuoted(source, at, char);
      strings.set(at, source.slice(at + 1, end - 1));
      code += '"' + " ".repeat(end - at - 1);
      at = end;
    } else if (char === "`" || (char === "}" && templates.at(-1) === 0)) {
      if (char === "}") templates.pop();
      blank(endOfTemplate(source, at + 1, templates));
    } else if (char === "/" && beforeRegExp.test(code.slice(-20))) blank(endOfRegExp(source, at));
    else {
      const open = templates.length - 1;
      if (open >= 0 && char === "{") templates[open] = (templates[open] ?? 0) + 1;
      if (open >= 0 && char === "}") templates[open] = (templates[open] ?? 0) - 1;
      code += char;
      at += 1;
    }
  }
  return { code, strings };
}

function indexOrEnd(source: string, text: string, from: number): number {
  const index = source.indexOf(text, from);
  return index < 0 ? source.length : index;
}

function endOfQuoted(source: string, start: number, quote: string): number {
  let at = start + 1;
  while (at < source.length && source[at] !== quote && source[at] !== "\n") at += source[at] === "\\" ? 2 : 1;
  return at + 1;
}

/** End of a template's text: after its closing backtick, or after the `${` that opens code. */
function endOfTemplate(source: string, start: number, templates: number[]): number {
  for (let at = start; at < source.length; at += source[at] === "\\" ? 2 : 1) {
    if (source[at] === "`") return at + 1;
    if (source.startsWith("${", at)) {
      templates.push(0);
      return at + 2;
    }
  }
  return source.length;
}

function endOfRegExp(source: string, start: number): number {
  let inClass = false;
  for (let at = start + 1; at < source.length; at += source[at] === "\\" ? 2 : 1) {
    const char = source[at];
    if (char === "\n") return at;
    if (char === "[") inClass = true;
    else if (char === "]") inClass = false;
    else if (char === "/" && !inClass) return at + 1;
  }
  return source.length;
}

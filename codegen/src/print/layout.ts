/**
 * Code that knows two shapes: all on one line, or one item per line. A small part of Wadler's pretty printer, enough for
 * tables, parameter lists and types; the choices are prettier's.
 */
import { key } from "./literal.ts";

/** Columns of a line of generated code. */
export const printWidth = 110;

/** Text that never breaks, a bracketed list that breaks when it does not fit, or a union of types that does. */
export type Layout = string | Brackets | Union;

/** Code that is no union. */
export type Code = string | Brackets;

/** Types joined with `|`: on one line, or each on a line of its own. Stands where a line begins. */
export interface Union {
  readonly union: readonly string[];
  readonly after: string;
}

/** A bracketed list with whatever stands before and after its brackets. */
export interface Brackets {
  readonly before: string;
  readonly open: string;
  readonly items: readonly Layout[];
  readonly close: string;
  readonly after: string;
  /** Between items, on one line and at line ends. */
  readonly separator: "," | ";";
  /** Spaces inside the brackets on one line. */
  readonly padded: boolean;
  /** A separator after the last item when broken. */
  readonly trailing: boolean;
  /** Break even if it fits. */
  readonly broken: boolean;
}

/** An object literal. Keys must be literal and distinct. */
export function object(entries: readonly (readonly [string, Code])[], broken = false): Code {
  if (entries.length === 0) return "{}";
  const items = entries.map(([name, value]) => before(`${key(name)}: `, value));
  return brackets("{", items, "}", { padded: true, broken });
}

/** An array literal. Two or more objects always stand on lines of their own. */
export function array(items: readonly Code[]): Code {
  if (items.length === 0) return "[]";
  const broken =
    items.length > 1 &&
    items.every((item) => typeof item !== "string" && "items" in item && item.items.length > 1);
  return brackets("[", items, "]", { broken });
}

/** A list in brackets of any kind: parameters, type arguments, import specifiers. */
export function brackets(
  open: string,
  items: readonly Layout[],
  close: string,
  style: Partial<Pick<Brackets, "separator" | "padded" | "trailing" | "broken">> = {},
): Brackets {
  const { separator = ",", padded = false, trailing = true, broken = false } = style;
  return { before: "", open, items, close, after: "", separator, padded, trailing, broken };
}

/** A union of types. */
export function union(types: readonly string[]): Layout {
  return types.length === 1 ? types[0]! : { union: types, after: "" };
}

/** The same code with text in front of it. */
export function before(text: string, layout: Code): Code {
  return typeof layout === "string" ? text + layout : { ...layout, before: text + layout.before };
}

/** The same code with text behind it. */
export function after<L extends Layout>(layout: L, text: string): L;
export function after(layout: Layout, text: string): Layout {
  return typeof layout === "string" ? layout + text : { ...layout, after: layout.after + text };
}

/** The code on one line, whatever its length. */
export function flat(layout: Layout): string {
  if (typeof layout === "string") return layout;
  if ("union" in layout) return layout.union.join(" | ") + layout.after;
  const inside = layout.items.map(flat).join(`${layout.separator} `);
  const pad = layout.padded && inside !== "" ? " " : "";
  return layout.before + layout.open + pad + inside + pad + layout.close + layout.after;
}

/** Lines of the code at an indentation (in columns), each with its own indentation but the first. */
export function layOut(layout: Layout, indentation: number): string {
  if (typeof layout === "string") return layout;
  if (!mustBreak(layout)) {
    const line = flat(layout);
    if (indentation + line.length <= printWidth) return line;
  }
  if ("union" in layout) {
    return layout.union.map((type) => `| ${type}`).join(`\n${" ".repeat(indentation)}`) + layout.after;
  }
  const inner = indentation + 2;
  const margin = " ".repeat(inner);
  const last = layout.items.length - 1;
  let text = layout.before + layout.open + "\n";
  layout.items.forEach((item, index) => {
    const separator = index < last || layout.trailing ? layout.separator : "";
    text += margin + layOut(after(item, separator), inner) + "\n";
  });
  return text + " ".repeat(indentation) + layout.close + layout.after;
}

function mustBreak(layout: Layout): boolean {
  if (typeof layout === "string" || "union" in layout) return false;
  return layout.broken || layout.items.some(mustBreak);
}

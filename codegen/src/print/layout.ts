/**
 * Code that knows two shapes: all on one line, or one item per line. A small part of Wadler's pretty printer, enough for
 * tables, parameter lists and types; the choices are prettier's.
 */
import { key } from "./literal.ts";

/** Columns of a line of generated code. */
export const printWidth = 110;

/** Text that never breaks, or a bracketed list that breaks when it does not fit. */
export type Layout = string | Brackets;

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
export function object(entries: readonly (readonly [string, Layout])[], broken = false): Layout {
  if (entries.length === 0) return "{}";
  const items = entries.map(([name, value]) => before(`${key(name)}: `, value));
  return brackets("{", items, "}", { padded: true, broken });
}

/** An array literal. Two or more objects always stand on lines of their own. */
export function array(items: readonly Layout[]): Layout {
  if (items.length === 0) return "[]";
  const broken = items.length > 1 && items.every((item) => typeof item !== "string" && item.items.length > 1);
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

/** The same code with text in front of it. */
export function before(text: string, layout: Layout): Layout {
  return typeof layout === "string" ? text + layout : { ...layout, before: text + layout.before };
}

/** The same code with text behind it. */
export function after(layout: Layout, text: string): Layout {
  return typeof layout === "string" ? layout + text : { ...layout, after: layout.after + text };
}

/** The code on one line, whatever its length. */
export function flat(layout: Layout): string {
  if (typeof layout === "string") return layout;
  const inside = layout.items.map(flat).join(`${layout.separator} `);
  const pad = layout.padded && inside !== "" ? " " : "";
  return layout.before + layout.open + pad + inside + pad + layout.close + layout.after;
}

/** Lines of the code at an indentation (in columns), each with its own indentation but the first. */
export function layOut(layout: Layout, indentation: number): string {
  if (typeof layout === "string") return layout;
  if (!mustBreak(layout)) {
    const line = flat(layout);
    if (indentation + line.length <= printWidth || layout.items.length === 0) return line;
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
  return typeof layout !== "string" && (layout.broken || layout.items.some(mustBreak));
}

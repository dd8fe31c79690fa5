import { ParseError } from "../errors/errors.ts";

/** Texts and elements by local name. Of equal names the first counts; text beside elements is dropped. */
export interface XmlTree {
  readonly [name: string]: string | XmlTree | undefined;
}

/** Deeper than any answer of STS. */
const maxDepth = 16;

// In turns: processing instruction, comment, CDATA section, end tag, start tag, text.
const token =
  /<\?[^]*?\?>|<!--[^]*?-->|<!\[CDATA\[([^]*?)]]>|<\/([\w.:-]+)\s*>|<((?:[a-z_][\w.-]*:)?([a-z_][\w.-]*))(?:\s+[\w.:-]+\s*=\s*(?:"[^"<&]*"|'[^'<&]*'))*\s*(\/?)>|([^<]+)/giy;

const reference = /&(?:#(\d{1,5})|#x([\da-f]{1,4})|(\w+));|&/gi;
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * What the root of a small XML document holds, as STS answers. It spares bundles of services that speak JSON the reader
 * that goes by tables.
 *
 * Strict: throws {@link ParseError} for whatever is not well-formed, for a document type, and for what STS never sends:
 * references in attributes, names beyond ASCII, references by number beyond the basic plane.
 */
export function xmlTree(document: string): XmlTree {
  // Line ends are normalised before anything else (XML 1.0, §2.11). The end tag makes the document itself an element.
  const source = `${document.replace(/\r\n?/g, "\n")}</root>`;
  // Nested loops share this iterator: leaving one does not end it.
  const tokens = source.matchAll(token);
  let at = 0;
  const refuse = (): never => {
    throw new ParseError({ what: `the response is no XML that can be read (before character ${at})` });
  };
  const decode = (text: string): string =>
    text.replace(reference, (_, decimal?: string, hex?: string, name?: string) => {
      const char = name ? entities[name] : String.fromCodePoint(Number(decimal ?? `0x${hex}`) || 0);
      return /^[\t\n\r -\ud7ff\ue000-\ufffd]$/.test(char!) ? char! : refuse();
    });
  const element = (tag: string, depth: number): string | XmlTree => {
    const children = Object.create(null) as Record<string, string | XmlTree>;
    let isTree = false;
    let text = "";
    for (const [all, cdata, end, child, name, empty, raw] of tokens) {
      at += all.length;
      if (end) return end === tag && (depth || !text.trim()) ? (isTree ? children : text) : refuse();
      if (child) {
        if (depth > maxDepth || (isTree && !depth)) refuse();
        const value = empty ? "" : element(child, depth + 1);
        children[name!] ??= value;
        isTree = true;
      } else text += cdata ?? (raw ? decode(raw) : "");
    }
    return refuse();
  };
  const roots = element("root", 0);
  const [root] = Object.values(roots);
  return at === source.length && typeof root === "object" ? root : refuse();
}

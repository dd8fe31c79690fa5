/** A tolerant HTML tokenizer: every text is accepted, what is not a known tag is text. */
import { decodeEntities } from "./entities.ts";

/** A piece of HTML. */
export type Token =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "open"; readonly name: string; readonly href?: string | undefined }
  | { readonly type: "close"; readonly name: string };

const known: ReadonlySet<string> = new Set(
  (
    "p para div section ul ol li dl dt dd itemizedlist listitem note important warning caution tip b strong i em u " +
    "emphasis code tt kbd samp var literal programlisting filename function replaceable a link ulink br hr pre table thead tbody " +
    "tr td th h1 h2 h3 h4 h5 h6 title fullname span sup sub small blockquote zonbook xhtml document html body img " +
    "simpara userinput guilabel"
  ).split(" "),
);

const tag = /<(\/?)([A-Za-z][A-Za-z0-9]*)((?:\s[^<>]*)?)\/?>|<!--[\s\S]*?-->/g;
const reference = /(?:href|url)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i;

/** Splits HTML into text (decoded), opening and closing tags (names in lower case). Comments are dropped. */
export function tokenize(html: string): Token[] {
  const tokens: Token[] = [];
  let from = 0;
  const text = (to: number): void => {
    if (to > from) tokens.push({ type: "text", text: decodeEntities(html.slice(from, to)) });
  };
  for (const match of html.matchAll(tag)) {
    const name = match[2]?.toLowerCase();
    // `<account-id>` and `<Region>` are placeholders that nobody escaped.
    if (name !== undefined && !known.has(name)) continue;
    text(match.index);
    from = match.index + match[0].length;
    if (name === undefined) continue;
    if (match[1] === "/") tokens.push({ type: "close", name });
    else tokens.push({ type: "open", name, href: hrefOf(match[3]!) });
  }
  text(html.length);
  return tokens;
}

function hrefOf(attributes: string): string | undefined {
  const match = attributes === "" ? null : reference.exec(attributes);
  if (match === null) return undefined;
  return decodeEntities(match[1] ?? match[2] ?? match[3] ?? "").trim();
}

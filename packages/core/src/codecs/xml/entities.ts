import { parseError } from "../../errors/errors.ts";

// The semicolon is part of the key, so that no name that objects inherit is one.
const named: { readonly [name: string]: string | undefined } = {
  "amp;": "&",
  "lt;": "<",
  "gt;": ">",
  "quot;": '"',
  "apos;": "'",
};

/**
 * Text with its references replaced: the five entities of XML 1.0 (§4.6) and numeric ones for characters that XML allows
 * (§2.2).
 *
 * @throws {@link ParseError} for any other reference.
 */
export function decodeEntities(text: string): string {
  const pieces: string[] = [];
  let decoded = "";
  let from = 0;
  let count = 0;
  for (let at = text.indexOf("&"); at >= 0; at = text.indexOf("&", from)) {
    if (at > from) decoded += text.slice(from, at);
    // Quotes are most of all references, since S3 has them around each ETag; looking a name up costs more.
    if (text.startsWith("quot;", at + 1)) {
      from = at + 6;
      decoded += '"';
    } else {
      from = text.indexOf(";", at) + 1;
      const name = text.slice(at + 1, from);
      decoded += named[name] ?? numeric(name);
    }
    if (++count % 1024 > 0) continue;
    // A million references would make a rope of as many knots; to give a character, an engine lays its rope out flat.
    decoded.charCodeAt(0);
    pieces.push(decoded);
    decoded = "";
  }
  if (from < text.length) decoded += text.slice(from);
  return count < 1024 ? decoded : pieces.join("") + decoded;
}

function numeric(name: string): string {
  const [, hex, decimal] = /^#(?:x0*([\da-fA-F]{1,6})|0*(\d{1,7}));$/.exec(name) ?? [];
  const code = hex ? parseInt(hex, 16) : Number(decimal);
  const allowed =
    code === 9 || code === 10 || code === 13 ||
    (code > 31 && code < 0xd800) || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code < 0x110000);
  if (allowed) return String.fromCodePoint(code);
  throw parseError(`not a reference of XML: ${JSON.stringify("&" + name.slice(0, 32))}`);
} // prettier-ignore

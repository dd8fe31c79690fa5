/** Character references of HTML, as far as service descriptions use them. */
const named: Readonly<Record<string, string>> = {
  amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ", ndash: "–", mdash: "—", hellip: "…", copy: "©",
  reg: "®", trade: "™", lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”", bull: "•", middot: "·", times: "×", deg: "°",
  le: "≤", ge: "≥", ne: "≠", rarr: "→", larr: "←", sect: "§", para: "¶", micro: "µ", plusmn: "±", minus: "−",
}; // prettier-ignore

/** Windows-1252 in the range that HTML maps to it. */
const windows: Readonly<Record<number, string>> = {
  0x85: "…", 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”", 0x95: "•", 0x96: "–", 0x97: "—", 0x99: "™",
}; // prettier-ignore

const reference = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,8}));/g;

/** Replaces character references; unknown ones stay as they are, unprintable ones become a space. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(reference, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return (Object.hasOwn(named, name) ? named[name] : undefined) ?? whole;
    return fromCode(decimal !== undefined ? Number(decimal) : Number.parseInt(hexadecimal!, 16));
  });
}

function fromCode(code: number): string {
  if (windows[code] !== undefined) return windows[code];
  const unprintable = code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0xd800 && code < 0xe000);
  const separator = code === 0x2028 || code === 0x2029 || code === 0xa0;
  return unprintable || separator || code > 0x10ffff ? " " : String.fromCodePoint(code);
}

/** The ruleset function `uriEncode`: percent-encodes the UTF-8 of everything but RFC 3986's unreserved characters. */
export function uriEncode(value: string): string;
export function uriEncode(value: string | undefined): string | undefined;
export function uriEncode(value: string | undefined): string | undefined {
  return value === undefined ? value : encodeURIComponent(value).replace(/[!'()*]/g, percent);
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

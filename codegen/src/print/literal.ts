/**
 * Literals as prettier would leave them (double quotes, keys bare where they can be), so that printed code needs no
 * formatter.
 */

const identifier = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;

/** Whether a name can stand in code without quotes as a property key. */
export function isIdentifier(name: string): boolean {
  return identifier.test(name);
}

/** A string literal: double quotes, or single ones where that needs fewer escapes. Line separators are escaped. */
export function quote(text: string): string {
  const json = JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
  if (!text.includes('"')) return json;
  const doubles = text.split('"').length;
  const singles = text.split("'").length;
  if (doubles <= singles) return json;
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A property key: bare where the language allows it, else quoted. */
export function key(name: string): string {
  return isIdentifier(name) ? name : quote(name);
}

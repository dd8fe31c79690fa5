/** Splits a command line as a POSIX shell does, without expanding anything; undefined when a quote is left open. */
export function shellSplit(line: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (let at = 0; at < line.length; at++) {
    const char = line[at]!;
    if (char === quote) quote = "";
    else if (char === "\\" && quote !== "'") {
      const next = line[++at];
      if (next === undefined) return undefined;
      word = (word ?? "") + (quote && !/["\\]/.test(next) ? char : "") + next;
    } else if (quote) word += char;
    else if (/["']/.test(char)) {
      quote = char;
      word ??= "";
    } else if (/[ \t\r\n]/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? "") + char;
  }
  if (word !== undefined) words.push(word);
  return quote ? undefined : words;
}

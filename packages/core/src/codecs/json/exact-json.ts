import { setOwn } from "../scalars/own-property.ts";
import { checkDepth } from "../tree/tree-reader.ts";

/**
 * Like `JSON.parse`, but an integer that a `number` cannot hold exactly becomes a `bigint`. The text must be valid JSON:
 * the engine's parser has accepted it, so that nothing is checked twice.
 *
 * @throws {@link ParseError} when the text is nested deeper than 128 levels.
 */
export function parseExactJson(text: string): unknown {
  const scan = /[[\]{}"]|[^\s,:[\]{}"]+/g;
  const token = (): string => scan.exec(text)![0];
  const string = (): string => {
    const start = scan.lastIndex - 1;
    let end = start;
    do {
      end = text.indexOf('"', end + 1);
    } while (escaped(text, end));
    scan.lastIndex = end + 1;
    return JSON.parse(text.slice(start, end + 1)) as string;
  };
  const value = (first: string, depth: number): unknown => {
    if (first === '"') return string();
    if (first !== "[" && first !== "{") return atom(first);
    checkDepth(depth);
    if (first === "[") {
      const list: unknown[] = [];
      for (let next = token(); next !== "]"; next = token()) list.push(value(next, depth + 1));
      return list;
    }
    const map: Record<string, unknown> = {};
    while (token() !== "}") {
      const key = string();
      setOwn(map, key, value(token(), depth + 1));
    }
    return map;
  };
  return value(token(), 0);
}

/** Whether the quote at a place is part of its string: an odd number of backslashes stands before it. */
function escaped(text: string, quote: number): boolean {
  let at = quote;
  while (text[at - 1] === "\\") at--;
  return (quote - at) % 2 === 1;
}

function atom(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(text)
    ? BigInt(text)
    : value;
}

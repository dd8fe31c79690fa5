/** The lexer of JMESPath (https://jmespath.org/specification.html#grammar). */
import { JmespathError } from "./jmespath-error.ts";

/** Kinds of tokens; punctuation stands for itself. */
export type TokenType =
  | "identifier" | "quoted-identifier" | "literal" | "number" | "end"
  | "." | "*" | "[" | "]" | "[]" | "[?" | "{" | "}" | "(" | ")" | "," | ":" | "@" | "&"
  | "|" | "||" | "&&" | "!" | "==" | "!=" | "<" | "<=" | ">" | ">="; // prettier-ignore

/** A token: `value` is the name, number or literal that it stands for. */
export interface Token {
  type: TokenType;
  value?: unknown;
  position: number;
}

const punctuation = /\[\?|\[\]|\|\||&&|[=!<>]=|[.*[\]{}(),:@&|!<>]/y;
const identifier = /[A-Za-z_][A-Za-z0-9_]*/y;
const integer = /-?[0-9]+/y;
const space = /[ \t\r\n]+/y;

/** Splits an expression into tokens, the last one being `end`. Throws {@link JmespathError} of kind `syntax`. */
export function tokenize(expression: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < expression.length) {
    const text = match(space, expression, position);
    if (text) position += text.length;
    else {
      const { token, end } = tokenAt(expression, position);
      tokens.push(token);
      position = end;
    }
  }
  tokens.push({ type: "end", position });
  return tokens;
}

function tokenAt(expression: string, position: number): { token: Token; end: number } {
  const text = match(identifier, expression, position);
  if (text) return simple("identifier", text, text, position);
  const sign = match(punctuation, expression, position);
  if (sign) return simple(sign as TokenType, undefined, sign, position);
  const digits = match(integer, expression, position);
  if (digits) return simple("number", Number(digits), digits, position);
  const quote = expression[position];
  if (quote === '"' || quote === "'" || quote === "`") return quotedAt(expression, position, quote);
  throw new JmespathError("syntax", `unexpected "${quote}"`, expression, position);
}

function simple(
  type: TokenType,
  value: unknown,
  text: string,
  position: number,
): { token: Token; end: number } {
  return { token: { type, value, position }, end: position + text.length };
}

function quotedAt(expression: string, position: number, quote: string): { token: Token; end: number } {
  let end = position + 1;
  while (end < expression.length && expression[end] !== quote) end += expression[end] === "\\" ? 2 : 1;
  if (end >= expression.length) {
    throw new JmespathError("syntax", `unclosed ${quote}`, expression, position);
  }
  const text = expression.slice(position + 1, end);
  end += 1;
  if (quote === "'") {
    // In a raw string, only the quote itself can be escaped.
    const value = text.replaceAll("\\'", "'");
    return { token: { type: "literal", value, position }, end };
  }
  if (quote === "`") {
    return { token: { type: "literal", value: literal(text, expression, position), position }, end };
  }
  const value = parseJson(`"${text}"`);
  if (value === undefined) throw new JmespathError("syntax", "malformed name", expression, position);
  return { token: { type: "quoted-identifier", value: value.json, position }, end };
}

// A literal is JSON; the older form, text without quotes, is still in use.
function literal(text: string, expression: string, position: number): unknown {
  const unescaped = text.replaceAll("\\`", "`").trim();
  const value = parseJson(unescaped);
  if (value) return value.json;
  const quoted = /^[[{"]/.test(unescaped) ? undefined : parseJson(`"${unescaped}"`);
  if (quoted) return quoted.json;
  throw new JmespathError("syntax", "malformed literal", expression, position);
}

function parseJson(text: string): { json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function match(pattern: RegExp, text: string, position: number): string | undefined {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0];
}

import { ParseError } from "../../errors/errors.ts";

/**
 * A whole number from text: a `number`, or a `bigint` where a number would not be exact.
 *
 * @throws {@link ParseError} when the text is no whole number.
 */
export function parseInteger(text: string): number | bigint {
  const trimmed = text.trim();
  const value = Number(trimmed);
  if (Number.isSafeInteger(value) && trimmed !== "") return value;
  if (/^[+-]?\d{1,64}$/.test(trimmed)) return BigInt(trimmed.replace("+", ""));
  throw new ParseError({ what: `not a whole number: ${JSON.stringify(text.slice(0, 64))}` });
}

/**
 * A floating-point number from text; `NaN`, `Infinity` and `-Infinity` are values.
 *
 * @throws {@link ParseError} when the text is no number.
 */
export function parseFloatingPoint(text: string): number {
  const trimmed = text.trim();
  const value = Number(trimmed);
  if ((Number.isNaN(value) && trimmed !== "NaN") || trimmed === "") {
    throw new ParseError({ what: `not a number: ${JSON.stringify(text.slice(0, 64))}` });
  }
  return value;
}

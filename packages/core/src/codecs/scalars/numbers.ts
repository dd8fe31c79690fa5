import { type ParseError, parseError } from "../../errors/errors.ts";

/**
 * A whole number from text: a `number`, or a `bigint` where a number would not be exact.
 *
 * @throws {@link ParseError} when the text is no whole number.
 */
export function parseInteger(text: string): number | bigint {
  if (!/^\s*[+-]?\d{1,64}\s*$/.test(text)) throw notNumber();
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text.replace("+", ""));
}

/**
 * A floating-point number from text; `NaN`, `Infinity` and `-Infinity` are values.
 *
 * @throws {@link ParseError} when the text is no number.
 */
export function parseFloatingPoint(text: string): number {
  const trimmed = text.trim();
  const value = Number(trimmed || "-");
  if (Number.isNaN(value) && trimmed !== "NaN") throw notNumber();
  return value;
}

/** A floating-point number as text. Zero keeps its sign; `NaN` and the infinities are themselves. */
export function formatFloatingPoint(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function notNumber(): ParseError {
  return parseError("the response has text where a number was expected");
}

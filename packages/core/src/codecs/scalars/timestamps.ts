/**
 * Timestamps on the wire. Requests: `iso8601` is `YYYY-MM-DDThh:mm:ssZ` with six digits of a fraction only where there is
 * one, `unixTimestamp` is seconds, with a fraction only where there is one, `rfc822` is an IMF-fixdate. Responses are read
 * by what they look like, whatever the model's format says, because services do not keep to it. A `Date` holds milliseconds.
 */
import { ParseError } from "../../errors/errors.ts";
import type { TimestampFormat } from "../../shape/shape.ts";

/** A point in time as callers give it: a Date, seconds since 1970, or text in one of the wire's formats. */
export type TimestampInput = Date | number | string;

/** A point in time as text; seconds since 1970 as a number for `unixTimestamp`. */
export function formatTimestamp(value: TimestampInput, format: TimestampFormat): string | number {
  const date = value instanceof Date ? value : parseTimestamp(value);
  if (format === "unixTimestamp") return date.getTime() / 1000;
  if (format === "rfc822") return date.toUTCString();
  const text = date.toISOString();
  return text.endsWith(".000Z") ? text.slice(0, -5) + "Z" : text.slice(0, -1) + "000Z";
}

/** Seconds since 1970, with a fraction where there is one. */
export function epochSeconds(value: TimestampInput): number {
  return (value instanceof Date ? value : parseTimestamp(value)).getTime() / 1000;
}

/**
 * A point in time from seconds since 1970 (a number or its text), ISO 8601 or RFC 822 text. No zone means UTC.
 *
 * @throws {@link ParseError} when it is none of these.
 */
export function parseTimestamp(value: unknown): Date {
  const date = new Date(
    typeof value === "string"
      ? millisOf(value.trim())
      : fromSeconds(typeof value === "object" ? NaN : Number(value)),
  );
  if (Number.isNaN(date.getTime()))
    throw new ParseError({ what: "the response has a timestamp in no known format" });
  return date;
}

// Rounding to microseconds first undoes the noise of binary fractions (1.001 * 1000 is 1000.9999999999999).
function fromSeconds(seconds: number): number {
  const ms = seconds * 1e3;
  const nearest = Math.round(ms);
  // What separates them may be no more than how far a double is from the decimal it stands for.
  return Math.abs(ms - nearest) <= Math.abs(ms) * 4e-16 ? nearest : Math.floor(ms);
}

const numeric: RegExp = /^[+-]?\d+(?:\.\d*)?(?:e[+-]?\d+)?$/i;
// A date as ISO 8601 or RFC 822 write it, and perhaps a time, and perhaps its zone.
const dated: RegExp =
  /^(?:\d{4}-\d\d-\d\d|(?:[a-z]+, *)?\d\d?[ -][a-z]{3}[ -]\d{4})(?:[T ]+\d\d:\d\d(?::\d\d(?:\.\d+)?)? *(Z|GMT|UTC|[+-]\d\d:?\d\d)?)?$/i;

// The engine's parser knows the ranges; what it gets is checked first, because it also reads much that is no timestamp.
function millisOf(text: string): number {
  if (numeric.test(text)) return fromSeconds(Number(text));
  const parts = dated.exec(text);
  return Date.parse(!parts ? "" : parts[1] || !text.includes(":") ? text : text + "Z");
}

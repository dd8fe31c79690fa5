/**
 * Timestamps on the wire. Requests: `iso8601` is `YYYY-MM-DDThh:mm:ssZ` with six digits of a fraction only where there is
 * one, `unixTimestamp` is seconds, with a fraction only where there is one, `rfc822` is an IMF-fixdate. Responses are read
 * by what they look like, whatever the model's format says, because services do not keep to it. A `Date` holds milliseconds.
 */
import { parseError } from "../../errors/errors.ts";
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
      : fromSeconds(typeof value === "number" || typeof value === "bigint" ? Number(value) : NaN),
  );
  if (Number.isNaN(date.getTime())) throw parseError("the response has a timestamp in no known format");
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
  /^(?:(\d{4}-\d\d-\d\d)|(?:[a-z]+, *)?(\d\d?)[ -]([a-z]{3})[ -](\d{4}))(?:[T ]+(\d\d:\d\d(?::\d\d(?:\.\d+)?)?) *(?:Z|GMT|UTC|([+-]\d\d):?(\d\d))?)?$/i;
// What nearly all look like, at a quarter of the cost; the last days of months are left to the others.
const usual: RegExp =
  /^[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?Z$/;
const months = "janfebmaraprmayjunjulaugsepoctnovdec";

// The engine reads ISO 8601 alone the way the standard says: of RFC 822 it takes the year 0049 for 2049.
function millisOf(text: string): number {
  if (usual.test(text)) {
    const digits = (at: number): number => text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528;
    const ms = text.length > 20 ? digits(20) * 10 + text.charCodeAt(22) - 48 : 0;
    return Date.UTC(
      digits(0) * 100 + digits(2),
      digits(5) - 1,
      digits(8),
      digits(11),
      digits(14),
      digits(17),
      ms,
    );
  }
  if (numeric.test(text)) return fromSeconds(Number(text));
  const [found, iso, day = "", month = "", year, time = "00:00", hours, minutes] = dated.exec(text) ?? [];
  if (found === undefined) return NaN;
  const date = iso ?? `${year}-${twoDigits(months.indexOf(month.toLowerCase()) / 3 + 1)}-${twoDigits(day)}`;
  // Engines make 2 March of 30 February.
  if (date.slice(8) > "28" && new Date(date).getUTCDate() !== Number(date.slice(8))) return NaN;
  return Date.parse(`${date}T${time}${hours ? `${hours}:${minutes}` : "Z"}`);
}

function twoDigits(value: number | string): string {
  return String(value).padStart(2, "0");
}

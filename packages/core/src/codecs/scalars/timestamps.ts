/**
 * Timestamps on the wire. Requests: `iso8601` is `YYYY-MM-DDThh:mm:ssZ` with six digits of a fraction only where there is
 * one, `unixTimestamp` is whole seconds (a fraction is cut off), `rfc822` is an IMF-fixdate. Responses are read by what
 * they look like, whatever the model's format says, because services do not keep to it. A `Date` holds milliseconds.
 */
import { ParseError } from "../../errors/errors.ts";
import type { TimestampFormat } from "../../shape/shape.ts";

/** A point in time as callers give it: a Date, seconds since 1970, or text in one of the wire's formats. */
export type TimestampInput = Date | number | string;

/** A point in time as text; seconds since 1970 as a number for `unixTimestamp`. */
export function formatTimestamp(value: TimestampInput, format: TimestampFormat): string | number {
  const date = value instanceof Date ? value : parseTimestamp(value);
  if (format === "unixTimestamp") return epochSeconds(date);
  if (format === "rfc822") return date.toUTCString();
  const text = date.toISOString();
  return text.endsWith(".000Z") ? text.slice(0, -5) + "Z" : text.slice(0, -1) + "000Z";
}

/** Whole seconds since 1970, cut off towards the past. */
export function epochSeconds(value: TimestampInput): number {
  return Math.floor((value instanceof Date ? value : parseTimestamp(value)).getTime() / 1000);
}

/**
 * A point in time from seconds since 1970 (a number or its text), ISO 8601 or RFC 822 text. No zone means UTC.
 *
 * @throws {@link ParseError} when it is none of these.
 */
export function parseTimestamp(value: unknown): Date {
  const date = typeof value === "string" ? fromText(value) : fromSeconds(Number(value));
  if (Number.isNaN(date.getTime())) throw new ParseError({ what: `not a timestamp: ${quote(value)}` });
  return date;
}

// Rounding to microseconds first undoes the noise of binary fractions (1.001 * 1000 is 1000.9999999999999).
function fromSeconds(seconds: number): Date {
  return new Date(Math.floor(Math.round(seconds * 1e6) / 1e3));
}

const isoUtc: RegExp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
const number: RegExp = /^[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?$/;
const iso: RegExp =
  /^(\d{4})-?(\d\d)-?(\d\d)(?:[Tt ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?)?)?\s*([Zz]|[+-]\d\d(?::?\d\d)?)?$/;
const rfc822: RegExp =
  /^(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ -](\d{4})\s+(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?\s*(GMT|UTC?|Z|[+-]\d\d:?\d\d)?$/;

function fromText(value: string): Date {
  const text = value.trim();
  if (isoUtc.test(text)) return new Date(text);
  if (number.test(text)) return fromSeconds(Number(text));
  const parts = iso.exec(text);
  if (parts) {
    const [, year, month, day, hour, minute, second, fraction, zone] = parts;
    return assemble(year!, month!, day!, hour, minute, second, fraction, zone);
  }
  const dated = rfc822.exec(text);
  if (!dated) return new Date(NaN);
  const [, day, name, year, hour, minute, second, fraction, zone] = dated;
  const month = "janfebmaraprmayjunjulaugsepoctnovdec".indexOf(name!.toLowerCase()) / 3 + 1;
  return assemble(
    year!,
    String(month).padStart(2, "0"),
    day!.padStart(2, "0"),
    hour,
    minute,
    second,
    fraction,
    zone,
  );
}

// One strict text for the engine's own parser: it knows the ranges, and years below 100.
function assemble(
  year: string, month: string, day: string, hour = "00", minute = "00", second = "00", fraction = "0", zone = "Z",
): Date {
  const digits = zone.replace(":", "");
  const offset = /^[+-]/.test(zone) ? `${digits.slice(0, 3)}:${digits.slice(3) || "00"}` : "Z";
  const millis = fraction.slice(0, 3).padEnd(3, "0");
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${millis}${offset}`);
} // prettier-ignore

function quote(value: unknown): string {
  return JSON.stringify(String(value).slice(0, 64));
}

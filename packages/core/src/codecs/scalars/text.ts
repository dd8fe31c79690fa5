/** Scalars as text, for the places that carry only text: labels, query strings, headers, XML and forms. */
import type { Scalar, Shape, TimestampFormat } from "../../shape/shape.ts";
import { decodeBase64, encodeBase64 } from "./base64.ts";
import { bytesOf } from "./bytes.ts";
import { formatFloatingPoint, parseFloatingPoint, parseInteger } from "./numbers.ts";
import { formatTimestamp, parseTimestamp } from "./timestamps.ts";

/** A scalar as text: `true`, `12`, `Infinity`, base64, or a timestamp in the given format. Documents are JSON. */
export function textWriter(shape: Shape, format: TimestampFormat): (value: any) => string {
  switch (shape as Scalar) {
    case "timestamp":
      return (value) => String(formatTimestamp(value, format));
    case "blob":
      return (value) => encodeBase64(bytesOf(value));
    case "document":
      return (value) => JSON.stringify(value);
    case "float":
    case "double":
      return formatFloatingPoint;
    default:
      return String;
  }
}

/**
 * A scalar from text. Booleans are true for `true` in any case, and false otherwise.
 *
 * The reader throws {@link ParseError} when the text does not fit.
 */
export function textReader(shape: Shape): (text: string) => unknown {
  switch (shape as Scalar) {
    case "boolean":
      return (text) => text.trim().toLowerCase() === "true";
    case "integer":
    case "long":
      return parseInteger;
    case "float":
    case "double":
      return parseFloatingPoint;
    case "timestamp":
      return parseTimestamp;
    case "blob":
      return decodeBase64;
    default:
      return (text) => text;
  }
}

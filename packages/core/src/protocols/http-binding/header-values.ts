/**
 * Values in headers. Lists are joined with a comma; text with a comma or a quote in it is quoted. Timestamps are
 * IMF-fixdates unless the model says otherwise. A `jsonvalue` member is base64 of JSON.
 */
import { decodeBase64, encodeBase64 } from "../../codecs/scalars/base64.ts";
import { encodeUtf8, decodeUtf8 } from "../../codecs/scalars/utf8.ts";
import { textReader, textWriter } from "../../codecs/scalars/text.ts";
import { epochSeconds } from "../../codecs/scalars/timestamps.ts";
import { resolveRef, type Resolved } from "../../shape/shape.ts";

/** Writes a member as the value of a header. */
export function headerWriter({ shape, traits }: Resolved): (value: any) => string {
  if (typeof shape === "object" && "list" in shape) {
    const element = resolveRef(shape.list);
    const write = element.shape === "string" ? quoted : headerWriter(element);
    return (values: readonly any[]) =>
      values
        .filter((v) => v !== undefined && v !== null)
        .map((v) => write(v))
        .join(",");
  }
  if (shape === "timestamp") {
    const write = textWriter(shape, traits.timestampFormat ?? "rfc822");
    // Headers carry whole seconds in every format.
    return (value) => write(new Date(Math.floor(epochSeconds(value)) * 1000));
  }
  if (traits.jsonvalue) return (value) => encodeBase64(encodeUtf8(jsonText(value)));
  return textWriter(shape, "rfc822");
}

/** Reads a member from the value of a header. */
export function headerReader({ shape, traits }: Resolved): (text: string) => unknown {
  if (typeof shape === "object" && "list" in shape) {
    const element = resolveRef(shape.list);
    const read = headerReader(element);
    const split = element.shape === "timestamp" ? splitDates : splitList;
    return (text) => split(text).map(read);
  }
  if (traits.jsonvalue) return (text) => decodeUtf8(decodeBase64(text));
  return textReader(shape);
}

function quoted(text: string): string {
  return /[",]/.test(text) ? `"${text.replaceAll('"', '\\"')}"` : text;
}

// Callers give JSON text, as the member's type says, or a value; text that is no JSON is a value, too.
function jsonText(value: unknown): string {
  if (typeof value === "string") {
    try {
      JSON.parse(value);
      return value;
    } catch {
      return JSON.stringify(value);
    }
  }
  return JSON.stringify(value);
}

function splitList(text: string): string[] {
  const items: string[] = [];
  for (const [item] of text.matchAll(/\s*"(?:[^"\\]|\\.)*"\s*(?=,|$)|[^,]+/g)) {
    const trimmed = item.trim();
    items.push(
      trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"')
        ? trimmed.slice(1, -1).replace(/\\(.)/g, "$1")
        : trimmed,
    );
  }
  return items;
}

// An IMF-fixdate has a comma of its own, after the name of the day.
function splitDates(text: string): string[] {
  return text.split(/(?<!\b[A-Z][a-z]{2,8}),/).map((item) => item.trim());
}

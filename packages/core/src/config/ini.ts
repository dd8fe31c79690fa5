/**
 * The format of `~/.aws/config` and `~/.aws/credentials`: sections, `key = value` (or `:`), full-line comments with `#`
 * or `;`, values that go on in deeper indented lines, and one level of nested keys under a value that begins with a line
 * break. Keys are case-insensitive, section names are not.
 *
 * Unlike botocore, a section or key that occurs twice is not an error (the later key wins), and an upper-case
 * `[DEFAULT]` is not inherited by the other sections.
 */
import { ConfigError } from "../errors/errors.ts";

/** Keys of a section in lower case; nested keys as written. */
export type IniSection = ReadonlyMap<string, string | ReadonlyMap<string, string>>;

/** Reads the text of a shared file; throws {@link ConfigError} with path and line, never with the text of the line. */
export function parseIni(text: string, path: string): Map<string, IniSection> {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  let key = "";
  let indent = 0;
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n?|\n/);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!.trim();
    if (line[0] === "#" || line[0] === ";") continue;
    const depth = lines[at]!.length - lines[at]!.trimStart().length;
    if (section && key && (line === "" || depth > indent)) {
      section.set(key, `${section.get(key)}\n${line}`);
    } else if (line) {
      indent = depth;
      key = "";
      const header = /^\[(.+)\]/.exec(line)?.[1];
      if (header !== undefined) {
        section = sections.get(header);
        if (!section) sections.set(header, (section = new Map()));
        continue;
      }
      const end = line.search(/[=:]/);
      key = line.slice(0, Math.max(end, 0)).trim().toLowerCase();
      if (!section || !key)
        throw malformed(path, `line ${at + 1}`, section ? "a key and a value" : "a section");
      section.set(key, line.slice(end + 1).trim());
    }
  }
  return new Map([...sections].map(([name, values]) => [name, nest(values, path)]));
}

function nest(values: Map<string, string>, path: string): IniSection {
  const section = new Map<string, string | Map<string, string>>(values);
  for (const [key, value] of values) {
    const text = value.trimEnd();
    if (text[0] !== "\n") {
      section.set(key, text);
      continue;
    }
    const nested = new Map<string, string>();
    for (const line of text.split("\n")) {
      if (!line) continue;
      const end = line.indexOf("=");
      if (end < 0) throw malformed(path, `a line under "${key}"`, "a key and a value");
      nested.set(line.slice(0, end).trim(), line.slice(end + 1).trim());
    }
    section.set(key, nested);
  }
  return section;
}

function malformed(path: string, where: string, wanted: string): ConfigError {
  return new ConfigError({ what: `${path}: ${where} is not ${wanted}` });
}

/** Value of a key that holds text; undefined where it is absent, empty, or a block of nested keys. */
export function textOf(section: IniSection | undefined, key: string): string | undefined {
  const value = section?.get(key);
  return typeof value === "string" && value !== "" ? value : undefined;
}

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
  for (const [at, whole] of lines.entries()) {
    const line = whole.trim();
    if (/^[#;]/.test(line)) continue;
    const depth = whole.search(/\S/);
    if (section && key && (line === "" || depth > indent)) {
      section.set(key, `${section.get(key)}\n${line}`);
    } else if (line) {
      indent = depth;
      key = "";
      const [, header] = /^\[(.+)\]/.exec(line) ?? [];
      if (header) {
        section = sections.get(header) ?? new Map();
        sections.set(header, section);
        continue;
      }
      const [, name = "", value = ""] = /^([^=:]+)[=:]([^]*)/.exec(line) ?? [];
      key = name.trim().toLowerCase();
      if (!section || !key)
        throw malformed(path, `line ${at + 1}`, section ? "a key and a value" : "a section");
      section.set(key, value.trim());
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
      const [, name, value] = /^([^=]*)=([^]*)/.exec(line) ?? [];
      if (name === undefined) throw malformed(path, `a line under "${key}"`, "a key and a value");
      nested.set(name.trim(), value!.trim());
    }
    section.set(key, nested);
  }
  return section;
}

function malformed(path: string, where: string, wanted: string): ConfigError {
  return new ConfigError({ what: `${path}: ${where} is not ${wanted}` });
}

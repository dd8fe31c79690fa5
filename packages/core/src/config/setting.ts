import { ConfigError } from "../errors/errors.ts";

/** What a setting may be: one of some words (any case), an integer in a range, a comma-separated list, or any text. */
export type SettingKind =
  readonly string[] | { readonly min: number; readonly max: number } | "list" | "text";

/** The kind of settings that are true or false. */
export const boolean: readonly string[] = ["true", "false"];

/** Makes a value of the text of a setting. Throws {@link ConfigError} naming `where` it stands and what is allowed. */
export function parseSetting(kind: SettingKind, text: string, where: string): unknown {
  if (kind === "text") return text;
  if (kind === "list") return text.split(",").map((item) => item.trim()).filter(Boolean); // prettier-ignore
  let allowed: string;
  if ("min" in kind) {
    const { min, max } = kind;
    const value = /^\s*\d+\s*$/.test(text) ? Number(text) : -1;
    if (value >= min && value <= max) return value;
    allowed = `an integer from ${min}${max === Infinity ? "" : ` to ${max}`}`;
  } else {
    const value = text.trim().toLowerCase();
    if (kind.includes(value))
      return kind.includes("true") && boolean.includes(value) ? value === "true" : value;
    allowed = kind.join(", ");
  }
  throw new ConfigError({ what: `${where} is "${text}"; allowed: ${allowed}` });
}

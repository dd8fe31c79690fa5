import type { IniSection } from "./ini.ts";

/** Value of a key that holds text; undefined where it is absent, empty, or a block of nested keys. */
export function textOf(section: IniSection | undefined, key: string): string | undefined {
  const value = section?.get(key);
  return typeof value === "string" && value !== "" ? value : undefined;
}

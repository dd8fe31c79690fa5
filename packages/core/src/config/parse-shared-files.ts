import type { SharedFiles } from "./environment.ts";
import { parseIni, type IniSection } from "./ini.ts";
import { shellSplit } from "./shell-split.ts";

/** A file; its text is empty when there is none. */
export type FileText = readonly [text: string, path: string];

/** Sorts what the two shared files define. Throws {@link ConfigError} with path and line. */
export function parseSharedFiles(config: FileText, credentials: FileText): SharedFiles {
  const own = new Map<string, IniSection>();
  const ssoSessions = new Map<string, IniSection>();
  const services = new Map<string, IniSection>();
  const kinds = new Map([
    ["profile", own],
    ["sso-session", ssoSessions],
    ["services", services],
  ]);
  for (const [header, section] of parseIni(...config)) {
    const [kind, name, more] = header === "default" ? ["profile", header] : (shellSplit(header) ?? []);
    if (name !== undefined && more === undefined) kinds.get(kind!)?.set(name, section);
  }
  const keys = parseIni(...credentials);
  const profiles = new Map(own);
  for (const [name, section] of keys) {
    profiles.set(name, new Map([...(profiles.get(name) ?? []), ...section]));
  }
  return { profiles, config: own, credentials: keys, ssoSessions, services };
}

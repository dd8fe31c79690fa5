import { readFile } from "node:fs/promises";
import { ConfigError } from "../errors/errors.ts";
import type { Environment, SharedFiles } from "./environment.ts";
import { parseIni, type IniSection } from "./ini.ts";
import { shellSplit } from "./shell-split.ts";

/**
 * Reads `~/.aws/config` and `~/.aws/credentials`, or the files that `AWS_CONFIG_FILE` and
 * `AWS_SHARED_CREDENTIALS_FILE` name. A file that does not exist is empty; any other failure throws {@link ConfigError}
 * with the path.
 */
export async function loadSharedFiles(env: Environment["env"], home: string): Promise<SharedFiles> {
  const read = (variable: string, name: string): Promise<Map<string, IniSection>> =>
    readIni((env(variable) ?? `~/.aws/${name}`).replace(/^~(?=[/\\]|$)/, home));
  const [config, credentials] = await Promise.all([
    read("AWS_CONFIG_FILE", "config"),
    read("AWS_SHARED_CREDENTIALS_FILE", "credentials"),
  ]);
  const kinds: Record<string, Map<string, IniSection> | undefined> = {
    profile: new Map(),
    "sso-session": new Map(),
    services: new Map(),
  };
  for (const [header, section] of config) {
    const [kind, name, more] = header === "default" ? ["profile", header] : (shellSplit(header) ?? []);
    if (name !== undefined && more === undefined && Object.hasOwn(kinds, kind!))
      kinds[kind!]!.set(name, section);
  }
  const profiles = kinds["profile"]!;
  for (const [name, section] of credentials) {
    profiles.set(name, new Map([...(profiles.get(name) ?? []), ...section]));
  }
  return { profiles, credentials, ssoSessions: kinds["sso-session"]!, services: kinds["services"]! };
}

async function readIni(path: string): Promise<Map<string, IniSection>> {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") return new Map();
    const why = cause instanceof TypeError ? "is not UTF-8" : "cannot be read";
    throw new ConfigError({ what: `${path} ${why}`, details: [code], cause });
  }
  return parseIni(text, path);
}

import { ConfigError } from "../errors/errors.ts";
import type { ClientConfig } from "./client-config.ts";
import type { SharedFiles } from "./environment.ts";
import type { Profile } from "./profile.ts";

/**
 * What a setting may be, in the words of a message: any `text`, a comma-separated `list`, `an integer from 1` or
 * `an integer from 1 to <most>`, or one of some words (any case), `true, false, auto`.
 */
export type SettingKind = string;

/** The text of a setting, and where it stands. */
export type FoundSetting = readonly [text: string, source: string] | undefined;

/** What {@link OwnSettings} are read with. */
export interface SettingsReader {
  readonly files: SharedFiles;
  readonly profile: Profile;
  /** What has been found, by client option. */
  readonly values: Record<string, unknown>;
  /** Looks for the first variable that is set, then for a key of the profile. */
  readonly find: (variables: readonly string[], key: string) => FoundSetting;
  /** Puts what was found `into` the values; `path` is what its source is kept under. */
  readonly take: (
    option: string,
    kind: SettingKind,
    found: FoundSetting,
    into?: Record<string, unknown>,
    path?: string,
  ) => void;
}

/** Reads the settings that only one service has, and so only its bundles. */
export type OwnSettings = (config: ClientConfig, reader: SettingsReader) => void;

/** The client option of a key. */
export function camelCase(key: string): string {
  return key.replace(/_(.)/g, (_, first: string) => first.toUpperCase());
}

/** Makes a value of the text of a setting. Throws {@link ConfigError} naming `where` it stands and what is allowed. */
export function parseSetting(kind: SettingKind, text: string, where: string): unknown {
  if (kind === "text") return text;
  if (kind === "list") return text.split(",").map((item) => item.trim()).filter(Boolean); // prettier-ignore
  const word = text.trim().toLowerCase();
  if (kind.startsWith("an integer")) {
    const [, most = Infinity] = kind.split(" to ");
    const value = Number(word);
    if (/^\d+$/.test(word) && value > 0 && value <= Number(most)) return value;
  } else if (kind.split(", ").includes(word)) return /^(true|false)$/.test(word) ? word === "true" : word;
  throw new ConfigError({ what: `${where} is "${text}"; allowed: ${kind}` });
}

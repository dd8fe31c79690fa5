import { ConfigError } from "../errors/errors.ts";
import type { Environment, SharedFiles } from "./environment.ts";
import type { IniSection } from "./ini.ts";

/** The active profile. */
export interface Profile {
  readonly name: string;
  readonly section: IniSection;
}

/** Name of the profile that code or environment asks for; undefined when neither does. */
export function profileName(env: Environment["env"], given?: string): string | undefined {
  return given ?? env("AWS_PROFILE") ?? env("AWS_DEFAULT_PROFILE");
}

/**
 * Finds a profile; without a name, `default`, which need not exist. Throws {@link ConfigError} with the profiles there
 * are when one was asked for by name and does not exist.
 */
export function findProfile({ profiles }: SharedFiles, name?: string): Profile {
  const section = profiles.get(name ?? "default");
  if (section === undefined && name !== undefined) {
    const known = profiles.size
      ? `profiles are: ${[...profiles.keys()].join(", ")}`
      : "the shared files define no profile";
    throw new ConfigError({ what: `no profile "${name}"; ${known}` });
  }
  return { name: name ?? "default", section: section ?? new Map() };
}

/** Where a key of a profile stands, in words. */
export function placeOf({ credentials }: SharedFiles, { name }: Profile, key: string): string {
  return `${key} in profile "${name}" of the ${credentials.get(name)?.has(key) ? "credentials" : "config"} file`;
}

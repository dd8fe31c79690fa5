import type { SharedFiles } from "../config/environment.ts";
import { textOf } from "../config/text-of.ts";
import { findProfile, profileName, type Profile } from "../config/profile.ts";
import type { CredentialsContext, Found } from "./context.ts";

/** Where credentials are looked for: a profile, and what surrounds it. */
export interface ProfileContext extends CredentialsContext {
  readonly files: SharedFiles;
  readonly active: Profile;
  /** The profile in a sentence: `profile "dev"`. */
  readonly title: string;
  /** Text of a key of the profile. */
  readonly get: (key: string) => string | undefined;
  /** Variables that hold credentials do not count. */
  readonly ignoreVariables: boolean;
  /** Profiles on the way here, for roles that build on each other. */
  readonly visited: readonly string[];
}

/** One place to look at: credentials, or why it has none. */
export type Step = readonly [name: string, look: (at: ProfileContext) => Found | Promise<Found>];

/** Puts a profile in the middle; without a name, the active one. `reload` reads the shared files again. */
export async function atProfile(
  context: CredentialsContext,
  name: string | undefined,
  ignoreVariables: boolean,
  visited: readonly string[] = [],
  reload = false,
): Promise<ProfileContext> {
  const { environment } = context;
  const files = await environment.files(reload);
  const active = findProfile(files, name ?? profileName(environment.env, context.profile));
  return {
    ...context,
    files,
    active,
    title: `profile "${active.name}"`,
    get: (key) => textOf(active.section, key),
    ignoreVariables,
    visited: [...visited, active.name],
  };
}

/** Why a step has nothing: the profile lacks the key that it goes by. */
export function lacks(key: string, { title }: ProfileContext): string {
  return `no ${key} in ${title}`;
}

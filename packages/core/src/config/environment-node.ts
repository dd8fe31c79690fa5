import { homedir } from "node:os";
import type { Environment, SharedFiles } from "./environment.ts";
import { readSettings } from "./read-settings.ts";
import { loadSharedFiles } from "./shared-files.ts";

/** The surroundings of a program in Node; other variables than the process's own may be given. */
export function createEnvironment(
  variables: Readonly<Record<string, string | undefined>> = process.env,
): Environment {
  let files: Promise<SharedFiles> | undefined;
  let failed = false;
  const environment: Environment = {
    env: (name) => variables[name] || undefined,
    files: (reload) => {
      if (reload || failed) files = undefined;
      failed = false;
      files ??= loadSharedFiles(environment.env, variables["HOME"] || homedir());
      // A file that could not be read may be readable the next time.
      files.catch(() => (failed = true));
      return files;
    },
    settings: (...asked) => readSettings(environment, ...asked),
  };
  return environment;
}

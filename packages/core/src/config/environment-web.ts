import type { Environment } from "./environment.ts";
import { noFiles } from "./no-files.ts";

/** The surroundings of a program in a browser: no variables, no files. */
export function createEnvironment(): Environment {
  return { env: () => undefined, files: () => Promise.resolve(noFiles) };
}

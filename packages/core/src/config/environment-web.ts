import type { Environment } from "./environment.ts";

/** The surroundings of a program in a browser: no variables, no files. */
export function createEnvironment(): Environment {
  const none: ReadonlyMap<string, never> = new Map<string, never>();
  const files = { profiles: none, credentials: none, ssoSessions: none, services: none };
  return { env: () => undefined, files: () => Promise.resolve(files) };
}

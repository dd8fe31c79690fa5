import type { SharedFiles } from "./environment.ts";

const none: ReadonlyMap<string, never> = /* @__PURE__ */ new Map<string, never>();

/** The shared files where there are none. */
export const noFiles: SharedFiles = {
  profiles: none,
  config: none,
  credentials: none,
  ssoSessions: none,
  services: none,
};

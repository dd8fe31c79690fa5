import type { Platform } from "../programs.ts";

/** A bundler as it is used for production: one file, minified. */
export interface Bundler {
  readonly name: string;
  /** Bundles each of the modules by itself; gives the code of each, in the order of the modules. */
  bundle(modules: readonly string[], platform: Platform): Promise<string[]>;
}

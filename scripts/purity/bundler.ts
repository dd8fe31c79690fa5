/** A bundler, reduced to what the check of purity asks of it. */
export interface Bundler {
  readonly name: string;
  /** Bundles each module by itself, for browsers; gives what is kept, by the path of the module. */
  bundle(modules: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** Code without comments at its ends, `"use strict"`, empty statements and empty exports: what a bundler leaves of nothing. */
export function withoutFrame(code: string): string {
  return code
    .replace(/^\s*\/\/.*$|\/\*[^]*?\*\//gm, "")
    .replace(/["']use strict["'];?|export\s*\{\s*\};?/g, "")
    .replace(/^[\s;]+|[\s;]+$/g, "");
}

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ModelSource } from "@inia/service-model";

/**
 * SHA-256 of the files that a service is described in, all versions of it, and of its patches. It is taken of the bytes as
 * they are: most runs find that nothing has changed, and unpacking and parsing would be nearly all they do.
 */
export function hashDescription(source: ModelSource, name: string, patches: string): string {
  const hash = createHash("sha256");
  const add = (path: string, bytes: Uint8Array | undefined): void => {
    if (bytes !== undefined) hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  };
  for (const version of [...source.list(name)].sort()) {
    const files = source.list(`${name}/${version}`).filter((file) => /\.json(?:\.gz)?$/.test(file));
    for (const file of [...files].sort())
      add(`${version}/${file}`, source.read(`${name}/${version}/${file}`));
  }
  const patch = join(patches, `${name}.json`);
  if (existsSync(patch)) add("patches", readFileSync(patch));
  return hash.digest("hex");
}

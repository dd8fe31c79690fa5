import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.ts";

/** Names of the clients that have been generated into `packages/services`. */
export function generatedServices(): string[] {
  const folder = join(root, "packages/services");
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, "generated.json")));
}

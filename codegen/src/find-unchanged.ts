import { listServices, openSource } from "@inia/service-model";
import type { Job, Task } from "./generator.ts";
import type { ServiceResult } from "./generate-service.ts";
import { hashDescription } from "./write/hash-description.ts";
import { isCurrent, readManifest } from "./write/manifest.ts";

/**
 * Finds packages that are there as this generator makes them from these descriptions; what is left is to be generated. This
 * is done before threads are started, which takes longer than looking.
 */
export function findUnchanged(
  { models, patches, check, stamp }: Job,
  tasks: readonly Task[],
): { readonly unchanged: readonly ServiceResult[]; readonly left: readonly Task[] } {
  if (check || !stamp) return { unchanged: [], left: tasks };
  const source = openSource(models);
  const unchanged: ServiceResult[] = [];
  const left: Task[] = [];
  for (const task of tasks) {
    const { folder, name = listServices(source)[0] ?? "" } = task;
    const manifest = readManifest(folder);
    if (manifest !== undefined && isCurrent(folder, manifest, () => hashDescription(source, name, patches))) {
      const { counts, files } = manifest;
      unchanged.push({ name, state: "unchanged", counts, files: files.length + 1, problems: [] });
    } else left.push(task);
  }
  return { unchanged, left };
}

import type { Path } from "./operation.ts";

/** Reads what a path names; null where the way there is missing. */
export function readPath(path: Path, value: unknown): unknown {
  if (typeof path === "function") return path(value) ?? null;
  let at: unknown = value;
  for (const name of path.split(".")) {
    if (typeof at !== "object" || at === null) return null;
    at = (at as Record<string, unknown>)[name];
  }
  return at ?? null;
}

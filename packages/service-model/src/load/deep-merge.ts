/**
 * Merges `extra` into `original`: objects key by key, everything else is replaced. Neither is changed; a key such as
 * `__proto__` is a key like any other.
 */
export function deepMerge(original: unknown, extra: unknown): unknown {
  if (!isObject(original) || !isObject(extra)) return extra;
  const merged = new Map(Object.entries(original));
  for (const [key, value] of Object.entries(extra)) {
    merged.set(key, merged.has(key) ? deepMerge(merged.get(key), value) : value);
  }
  return Object.fromEntries(merged);
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

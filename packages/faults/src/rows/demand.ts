import { isDeepStrictEqual } from "node:util";

/** What a case returns when all it looked at was right. */
export const held = "held";

/**
 * Compares what a case saw of an SDK's behaviour with what must be, and fails with what it saw. Not for data: of that a wrong
 * value is returned, since it counts for more.
 */
export function demand(seen: unknown, right: unknown): typeof held {
  if (isDeepStrictEqual(seen, right)) return held;
  throw new Error(`Not as demanded: ${JSON.stringify(seen)}`);
}

import { isDeepStrictEqual } from "node:util";

/** Whether an input has every member of a pattern, with an equal value. */
export function matches(pattern: object | undefined, input: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(pattern ?? {}).every(([name, value]) => isDeepStrictEqual(input[name], value));
}

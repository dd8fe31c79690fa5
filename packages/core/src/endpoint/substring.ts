/**
 * The ruleset function `substring`: the characters from `start` up to `stop`, counted from the end when `reverse`.
 * Undefined when the value is shorter than `stop`, when it is not all ASCII, or when nothing is asked for.
 */
export function substring(
  value: string | undefined,
  start: number,
  stop: number,
  reverse?: boolean,
): string | undefined {
  // oxlint-disable-next-line no-control-regex
  if (value === undefined || start >= stop || value.length < stop || !/^[\0-\x7f]*$/.test(value))
    return undefined;
  return reverse ? value.slice(value.length - stop, value.length - start) : value.slice(start, stop);
}

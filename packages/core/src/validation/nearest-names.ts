/** The names that are most like a given one, nearest first, without regard to case. */
export function nearestNames(name: string, names: readonly string[], count: number): string[] {
  return names
    .map((candidate): [number, string] => [editDistance(name.slice(0, 64), candidate), candidate])
    .sort((a, b) => a[0] - b[0])
    .slice(0, count)
    .map((pair) => pair[1]);
}

// Levenshtein's, in one row: `left` is the cell to the left, `above` the one left of it in the row above.
function editDistance(from: string, to: string): number {
  const row = [...to].map((_, at) => at + 1);
  let left = 0;
  [...from.toLowerCase()].forEach((letter, line) => {
    let above = line;
    left = line + 1;
    row.forEach((top, at) => {
      left = Math.min(left + 1, top + 1, above + (to[at]!.toLowerCase() === letter ? 0 : 1));
      above = top;
      row[at] = left;
    });
  });
  return left;
}

/** Names that resemble `wanted`, the most similar first, at most three. */
export function nearestNames(wanted: string, names: readonly string[]): string[] {
  const lower = wanted.toLowerCase();
  return names
    .map((name) => ({ name, distance: distanceTo(lower, name.toLowerCase()) }))
    .filter(({ distance }) => distance <= Math.max(2, wanted.length / 3))
    .toSorted((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
}

// A name that begins as the wanted one counts as nearly right, since people leave off endings.
function distanceTo(wanted: string, name: string): number {
  const distance = editDistance(wanted, name);
  const isPart = wanted.length > 2 && (name.startsWith(wanted) || wanted.startsWith(name));
  return isPart ? Math.min(distance, 2) : distance;
}

/** Levenshtein's distance: insertions, deletions and replacements that make one text the other. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

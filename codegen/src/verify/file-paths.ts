/** File paths that every file system can hold beside each other. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Paths that clash where case does not count, or that some file system refuses; one line each. */
export function pathProblems(paths: readonly string[]): string[] {
  const problems: string[] = [];
  const seen = new Map<string, string>();
  for (const path of paths) {
    const folded = path.toLowerCase();
    const other = seen.get(folded);
    if (other !== undefined) problems.push(`${path}: the same file as ${other} where case does not count`);
    seen.set(folded, path);
    const parts = path.split("/");
    const odd = parts.some(
      (part) => !/^[A-Za-z0-9._-]+$/.test(part) || device.test(part) || /^\.+$/.test(part),
    );
    if (odd) problems.push(`${path}: not a file name everywhere`);
  }
  return problems;
}

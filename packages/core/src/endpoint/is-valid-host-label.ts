/**
 * The ruleset function `isValidHostLabel`: 1 to 63 ASCII letters, digits and hyphens, no hyphen first or last (RFC 1123).
 *
 * @param allowSubdomains Whether the value may be several labels with dots between them.
 */
export function isValidHostLabel(value: string | undefined, allowSubdomains?: boolean): boolean {
  return (allowSubdomains ? (value ?? "").split(".") : [value ?? ""]).every((label) =>
    /^(?!-)[a-zA-Z\d-]{1,63}(?<!-)$/.test(label),
  );
}

/** Names that are only in the new description, and names that were only in the old one. */
export interface NameChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Where a shape is used. */
export type Direction = "input" | "output" | "error";

/** What changed of one structure, or of one set of values. */
export interface ShapeChanges {
  /** Its name, in the new description. */
  readonly shape: string;
  readonly directions: readonly Direction[];
  /** Operations that lead to it. */
  readonly operations: readonly string[];
  /** The operation whose input or output this is, when it is that and nothing else. */
  readonly top: boolean;
  readonly members: NameChanges;
  /** Members that must be given now, and members that no longer must. */
  readonly required: NameChanges;
  readonly values: NameChanges;
  /** Types that are others now: the member's name, empty for the shape itself, and both types. */
  readonly types: readonly { readonly member: string; readonly from: string; readonly to: string }[];
}

/** What changed of one service. */
export interface ServiceChanges {
  readonly name: string;
  readonly operations: NameChanges;
  readonly paginators: NameChanges;
  readonly waiters: NameChanges;
  /** Errors by operation. */
  readonly errors: readonly (NameChanges & { readonly operation: string })[];
  readonly shapes: readonly ShapeChanges[];
  /** Facts of the service that are others now, such as its protocol. */
  readonly facts: readonly { readonly name: string; readonly from: string; readonly to: string }[];
}

/** What changed between two sets of descriptions. */
export interface ModelChanges {
  /** Services with the number of their operations. */
  readonly added: readonly { readonly name: string; readonly operations: number }[];
  readonly removed: readonly { readonly name: string; readonly operations: number }[];
  readonly changed: readonly ServiceChanges[];
}

/** Compares two lists of names. */
export function compareNames(before: Iterable<string> = [], after: Iterable<string> = []): NameChanges {
  const [old, now] = [new Set(before), new Set(after)];
  return {
    added: [...now].filter((name) => !old.has(name)).sort(),
    removed: [...old].filter((name) => !now.has(name)).sort(),
  };
}

/** Whether two lists hold the same names. */
export function isSame({ added, removed }: NameChanges): boolean {
  return added.length + removed.length === 0;
}

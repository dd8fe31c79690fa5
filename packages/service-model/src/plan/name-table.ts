/** Gives each thing a name of its own. Who asks first gets the name; the others get the next of their candidates. */
export class NameTable {
  readonly #taken: Set<string>;
  readonly #clashes: NameClash[] = [];
  readonly #fold: (name: string) => string;

  /** `fold` maps names that must not stand beside each other to the same text, such as lower case for files. */
  constructor(reserved: Iterable<string>, fold: (name: string) => string = (name) => name) {
    this.#fold = fold;
    this.#taken = new Set(Array.from(reserved, fold));
  }

  /** The first candidate that is free; after them the last one with a number, from 2 on. */
  claim(candidates: readonly [string, ...string[]]): string {
    const last = candidates[candidates.length - 1]!;
    for (let i = 0; ; i += 1) {
      const name = candidates[i] ?? `${last}${i - candidates.length + 2}`;
      if (this.#taken.has(this.#fold(name))) continue;
      this.#taken.add(this.#fold(name));
      if (i > 0) this.#clashes.push({ wanted: candidates[0], given: name });
      return name;
    }
  }

  /**
   * Names several things: first those that get the name they want, in their order, then the others, so that a
   * substitute never takes what another thing wants.
   */
  claimAll<Key>(wishes: readonly (readonly [Key, readonly [string, ...string[]]])[]): Map<Key, string> {
    const names = new Map<Key, string>();
    for (const [key, candidates] of wishes) {
      if (!this.#taken.has(this.#fold(candidates[0]))) names.set(key, this.claim(candidates));
    }
    for (const [key, candidates] of wishes) if (!names.has(key)) names.set(key, this.claim(candidates));
    return names;
  }

  /** Every name that was not given as wanted. */
  get clashes(): readonly NameClash[] {
    return this.#clashes;
  }
}

/** A name that was taken, and what was given in its place. */
export interface NameClash {
  wanted: string;
  given: string;
}

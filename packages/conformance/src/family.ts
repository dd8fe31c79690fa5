/** One published vector as a check. */
export interface Case {
  readonly name: string;
  /** Throws when the vector does not pass. */
  readonly run: () => void | Promise<void>;
}

/** What running a family gave. */
export interface FamilyResult {
  readonly passed: number;
  readonly total: number;
  readonly failures: readonly { readonly name: string; readonly problem: string }[];
  /** Vectors that are not run, and why. */
  readonly excluded?: readonly { readonly name: string; readonly reason: string }[];
}

/** A set of published vectors; the test suites run its cases, the command line runs it whole. */
export interface Family {
  readonly name: string;
  run(): Promise<FamilyResult>;
}

/** A family whose vectors are cases. */
export interface CaseFamily extends Family {
  /** The cases; none when the vectors are not on this machine. */
  cases(): readonly Case[];
}

/** What is wrong when a case is run; undefined when it passes. */
export async function problemOf(run: Case["run"]): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Makes a family of cases; what is excluded is not among them. */
export function createFamily(
  name: string,
  cases: () => readonly Case[],
  excluded: FamilyResult["excluded"] = [],
): CaseFamily {
  return {
    name,
    cases,
    async run() {
      const all = cases();
      const failures: { name: string; problem: string }[] = [];
      for (const { name, run } of all) {
        const problem = await problemOf(run);
        if (problem !== undefined) failures.push({ name, problem });
      }
      return { passed: all.length - failures.length, total: all.length, failures, excluded };
    },
  };
}

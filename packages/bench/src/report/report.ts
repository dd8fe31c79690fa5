/** Something that was to be reached, and whether it was. */
export interface Goal {
  readonly what: string;
  /** What was measured, with its unit. */
  readonly measured: string;
  readonly goal: string;
  /** `undefined` where it could not be measured. */
  readonly met: boolean | undefined;
  /** What nobody can beat, or who is compared with. */
  readonly beside: string;
}

/** Figures in rows; the first column says whose. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a section found. */
export interface Report {
  /** How it was measured, in a sentence or two. */
  readonly method: string;
  readonly goals: readonly Goal[];
  readonly tables: readonly Table[];
}

/** Judges a figure that must not be greater than its goal. */
export function atMost(
  what: string,
  value: number,
  goal: number,
  write: (value: number) => string,
  beside = "",
): Goal {
  return judge(what, value, `≤ ${write(goal)}`, value <= goal, write, beside);
}

/** Judges a figure that must not be less than its goal. */
export function atLeast(
  what: string,
  value: number,
  goal: number,
  write: (value: number) => string,
  beside = "",
): Goal {
  return judge(what, value, `≥ ${write(goal)}`, value >= goal, write, beside);
}

function judge(
  what: string,
  value: number,
  goal: string,
  met: boolean,
  write: (value: number) => string,
  beside: string,
): Goal {
  const known = Number.isFinite(value);
  return { what, measured: known ? write(value) : "–", goal, met: known ? met : undefined, beside };
}

import { startContestant, type Contestant, type Entry, type Measured, type Task } from "./contestant.ts";

/** How long everybody runs. */
export interface Pace {
  readonly rounds: number;
  /** Before the first round, not counted. */
  readonly warmUp: Task;
  readonly round: Task;
}

/** What came of everybody, in the order of the entries: rounds, or why there are none. */
export type Results = ReadonlyMap<string, readonly Measured[] | Error>;

/** Starts everybody, each in his own process. Whoever fails is left out; the others run on. */
export async function startAll(
  stage: string,
  entries: readonly Entry[],
): Promise<{ field: Contestant[]; results: Map<string, Measured[] | Error> }> {
  const field: Contestant[] = [];
  const results = new Map<string, Measured[] | Error>();
  for (const entry of entries) {
    try {
      field.push(await startContestant(stage, entry));
      results.set(entry.name, []);
    } catch (error) {
      results.set(entry.name, error as Error);
    }
  }
  return { field, results };
}

/** Lets everybody take turns, round by round, so that what slows the machine for a while slows all. */
export async function takeTurns(
  field: readonly Contestant[],
  pace: Pace,
  results: Map<string, Measured[] | Error>,
): Promise<void> {
  for (let round = -1; round < pace.rounds; round++) {
    for (const contestant of field) {
      const rounds = results.get(contestant.name);
      if (!Array.isArray(rounds)) continue;
      try {
        const measured = await contestant.measure(round < 0 ? pace.warmUp : pace.round);
        if (round >= 0) rounds.push(measured);
      } catch (error) {
        results.set(contestant.name, error as Error);
      }
    }
  }
}

/** One race from start to end. */
export async function race(stage: string, entries: readonly Entry[], pace: Pace): Promise<Results> {
  const { field, results } = await startAll(stage, entries);
  try {
    await takeTurns(field, pace, results);
  } finally {
    await Promise.all(field.map((contestant) => contestant.stop()));
  }
  return results;
}

/** Rounds of a contestant; empty where it failed. */
export function roundsOf(results: Results, name: string): readonly Measured[] {
  const rounds = results.get(name);
  return Array.isArray(rounds) ? rounds : [];
}

/** What came of many calls. */
export interface Tally {
  /** Calls that ended, one way or the other. */
  settled: number;
  succeeded: number;
  /** Calls that gave something else than was asked for. */
  wrong: number;
  /** Failures by the name of their error. */
  readonly failures: Map<string, number>;
  /** Failures that are no `Error` with a name of the SDK's. */
  untyped: number;
}

/** Nothing has ended yet. */
export function newTally(): Tally {
  return { settled: 0, succeeded: 0, wrong: 0, failures: new Map(), untyped: 0 };
}

/** Makes calls from so many callers at once until `next` gives no more; `call` throws {@link WrongAnswer} by itself. */
export async function keepCalling(
  concurrency: number,
  next: (caller: number) => number | undefined,
  call: (n: number, caller: number) => Promise<void>,
  tally: Tally = newTally(),
): Promise<Tally> {
  const work = async (caller: number): Promise<void> => {
    for (let n = next(caller); n !== undefined; n = next(caller)) {
      try {
        await call(n, caller);
        tally.succeeded++;
      } catch (error) {
        count(tally, error);
      }
      tally.settled++;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, (_, caller) => work(caller)));
  return tally;
}

/** The numbers from 0 up to a bound, one for each call. */
export function upTo(bound: number): () => number | undefined {
  let n = 0;
  return () => (n < bound ? n++ : undefined);
}

/** Numbers until a moment of `performance.now()`. */
export function until(end: number): () => number | undefined {
  let n = 0;
  return () => (performance.now() < end ? n++ : undefined);
}

/** An answer that belongs to another request, or is damaged. */
export class WrongAnswer extends Error {}

/** Throws {@link WrongAnswer} unless both are the same. */
export function mustBe(expected: unknown, actual: unknown): void {
  if (expected !== actual) throw new WrongAnswer(`expected ${String(expected)}, got ${String(actual)}`);
}

/** The sum of all failures. */
export function failed({ failures }: Tally): number {
  return [...failures.values()].reduce((sum, n) => sum + n, 0);
}

/** Failures in words: `3 ServiceUnavailable, 1 TransportError`. */
export function listFailures({ failures }: Tally): string {
  return [...failures].map(([name, n]) => `${n} ${name}`).join(", ") || "none";
}

function count(tally: Tally, error: unknown): void {
  if (error instanceof WrongAnswer) return void tally.wrong++;
  const name = error instanceof Error ? error.name : typeof error;
  if (name === "Error" || name === "TypeError" || name === "RangeError" || !(error instanceof Error))
    tally.untyped++;
  tally.failures.set(name, (tally.failures.get(name) ?? 0) + 1);
}

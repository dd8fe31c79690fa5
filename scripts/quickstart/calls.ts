import type { LocalConfig, MakeCall, Stop } from "../../examples/tour/tour.ts";

/** What became of one call. */
export interface CallRow {
  readonly service: string;
  readonly protocol: string;
  readonly operation: string;
  readonly ms: number;
  readonly ok: boolean;
  /** What came, or what went wrong. */
  readonly result: string;
  /** What was thrown, when the call did not give what it should. */
  readonly error?: unknown;
}

/** Visits a stop and tells about every call. A call that fails ends the stop: later calls build on it. */
export async function visit(stop: Stop, config: LocalConfig, tell: (row: CallRow) => void): Promise<void> {
  const { service, protocol } = stop;
  let failed = false;
  const call: MakeCall = async (operation, make, check) => {
    const start = performance.now();
    const row = (ok: boolean, result: string): CallRow => ({
      service,
      protocol,
      operation,
      ok,
      result,
      ms: performance.now() - start,
    });
    try {
      const output = await make();
      const ended = row(true, "");
      tell({ ...ended, result: check(output) });
      return output;
    } catch (error) {
      failed = true;
      tell({ ...row(false, wordsOf(error)), error });
      throw error;
    }
  };
  try {
    await stop.visit(config, call);
  } catch (error) {
    if (!failed) tell({ service, protocol, operation: "-", ms: 0, ok: false, result: wordsOf(error), error });
  }
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.name}: ${error.message}`.split("\n")[0] ?? error.name;
}

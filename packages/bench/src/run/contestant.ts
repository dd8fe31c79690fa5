import { pythonCommand } from "./python.ts";
import { startLines, type LineProcess } from "./line-process.ts";

/** A measurement to make: calls until the time or the number is up. */
export interface Task {
  readonly concurrency?: number;
  readonly ms?: number;
  readonly calls?: number;
  /** Calls to make even if the time is up. */
  readonly least?: number;
}

/** What came of a measurement. */
export interface Measured {
  readonly calls: number;
  readonly seconds: number;
  /** Microseconds, user and system, of all threads. */
  readonly cpu: number;
  /** Bytes between the memory before and the peak. */
  readonly growth: number;
}

/** Who is measured, at what. */
export interface Entry {
  readonly name: string;
  /** Module of the stage, such as `./calls/inia.mjs`; botocore has none. */
  readonly module: string;
  readonly operation: string;
  /** Endpoint of the stub, or file with the document. */
  readonly where: string;
  readonly variant?: string;
}

/** Somebody who is measured, in a process of his own. */
export interface Contestant {
  readonly name: string;
  measure(task: Task): Promise<Measured>;
  stop(): Promise<void>;
}

/** Starts a contestant; rejects with what it complained of when it cannot do what it is asked. */
export async function startContestant(stage: string, entry: Entry): Promise<Contestant> {
  const child = await launch(stage, entry);
  try {
    await child.ask();
  } catch (error) {
    await child.stop();
    throw error;
  }
  return {
    name: entry.name,
    measure: async (task) => JSON.parse(await child.ask(JSON.stringify(task))) as Measured,
    stop: () => child.stop(),
  };
}

async function launch(
  stage: string,
  { name, module, operation, where, variant }: Entry,
): Promise<LineProcess> {
  const options = { cwd: stage };
  if (name === "botocore") {
    return startLines("contestant", pythonCommand(), ["worker.py", operation, where], options);
  }
  const args = ["worker.mjs", module, operation, where, ...(variant === undefined ? [] : [variant])];
  return startLines("contestant", process.execPath, args, options);
}

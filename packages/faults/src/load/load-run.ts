import type { CreateLoadDriver } from "./load-driver.ts";
import type { LoadControl } from "./load-control.ts";

/** A figure of a run; `met` is absent where there is no mark to pass. */
export interface LoadFigure {
  readonly name: string;
  readonly value: string;
  readonly mark?: string;
  readonly met?: boolean;
}

/** What a run is given. */
export interface LoadContext {
  readonly create: CreateLoadDriver;
  readonly endpoint: string;
  readonly control: LoadControl;
  /** Part of the run's full length, for trying the program out; 1 for figures that count. */
  readonly scale: number;
  readonly minutes: number;
  say(progress: string): void;
}

/** One of the runs L1 to L8. */
export interface LoadRun {
  readonly id: string;
  readonly title: string;
  run(context: LoadContext): Promise<readonly LoadFigure[]>;
}

/** A figure that must be inside its mark. */
export function judged(name: string, value: string | number, mark: string, met: boolean): LoadFigure {
  return { name, value: String(value), mark, met };
}

import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

/** Whether a process can be bound to a core here. */
const canPin: boolean =
  availableParallelism() > 1 && spawnSync("taskset", ["-c", "0,1", "true"], { stdio: "ignore" }).status === 0;

/** What a process is for: the stub has a core of its own, whoever is measured the other. */
export type Place = "stub" | "contestant";

/** A command that runs on the core of its place; where `taskset` is missing, on any. */
export function pinned(place: Place, command: string, args: readonly string[]): [string, string[]] {
  if (!canPin) return [command, [...args]];
  return ["taskset", ["-c", place === "stub" ? "0" : "1", command, ...args]];
}

/** How processes are placed, in words. */
export const placing: string = canPin
  ? "the stub on one core, whoever is measured on the other"
  : "processes not bound to cores";

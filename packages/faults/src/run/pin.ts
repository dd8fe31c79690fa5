import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

/**
 * Puts this process, with its servers, on the first processor and gives the command that puts children on the others; an empty
 * one where `taskset` is missing or there is one processor.
 */
export function pinServers(): string[] {
  const processors = availableParallelism();
  if (processors < 2 || process.platform !== "linux") return [];
  const { status } = spawnSync("taskset", ["-acp", "0", String(process.pid)], { stdio: "ignore" });
  return status === 0 ? ["taskset", "-c", `1-${processors - 1}`] : [];
}

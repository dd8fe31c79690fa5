import type { ChildProcess } from "node:child_process";

/** Programs that were started and have not ended. */
const running = new Set<ChildProcess>();
let watching = false;

/**
 * Sees to it that a program does not outlive this one, whatever ends it. A program started with `detached` is ended
 * together with everything that it started. Resolves with its exit code; 127 when it could not be started.
 */
export function stopWithUs(child: ChildProcess): Promise<number> {
  if (!watching) watch();
  running.add(child);
  return new Promise((resolve) => {
    const done = (code: number): void => {
      running.delete(child);
      resolve(code);
    };
    child.once("error", () => done(127));
    child.once("close", (code, signal) => done(code ?? (signal === "SIGINT" ? 130 : 143)));
  });
}

function watch(): void {
  watching = true;
  process.once("exit", () => running.forEach(end));
  process.once("disconnect", () => process.exit(129)); // who started us is gone, see handOver
  // That listener keeps this process alive; a test worker, which takes messages, has to be.
  if (process.listenerCount("message") === 0) process.channel?.unref();
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const) {
    process.once(signal, () => process.exit(code));
  }
}

function end(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGTERM");
  } catch {
    child.kill(); // not the leader of a group
  }
}

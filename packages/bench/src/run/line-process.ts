import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { stopWithUs } from "../../../../scripts/process/children.ts";
import { pinned, type Place } from "./pinning.ts";

/** A process that answers lines with lines. */
export interface LineProcess {
  readonly pid: number;
  /** Writes a line, if one is given, and waits for the next one that comes. Rejects when the process ends or takes too long. */
  ask(line?: string): Promise<string>;
  stop(): Promise<void>;
}

/** Milliseconds that an answer may take. */
const patience = 120_000;

/** How it is started. */
export interface LineOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a process in its place. */
export function startLines(
  place: Place,
  command: string,
  args: readonly string[],
  { cwd, env }: LineOptions = {},
): LineProcess {
  const [program, rest] = pinned(place, command, args);
  const child = spawn(program, rest, {
    cwd,
    env: { ...process.env, NODE_NO_WARNINGS: "1", ...env },
    stdio: ["pipe", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  const ended = stopWithUs(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let problems = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (problems = (problems + text).slice(-4_000)));
  child.stdin.on("error", () => undefined); // what ended says so by its exit
  return {
    pid: child.pid ?? 0,
    async ask(line) {
      if (line !== undefined) child.stdin.write(`${line}\n`);
      const next = await within(lines.next(), child);
      if (next.done === true) throw new Error(messageOf(problems) || `ended with code ${await ended}`);
      return next.value;
    },
    async stop() {
      child.stdin.end();
      const timer = setTimeout(() => child.kill("SIGKILL"), 2_000);
      await ended;
      clearTimeout(timer);
    },
  };
}

function within<T>(promise: Promise<T>, child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`no answer within ${patience / 1000} s`));
    }, patience);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** The line of what a program complained that tells why. */
function messageOf(problems: string): string {
  const lines = problems.split("\n").filter((line) => line.trim() !== "");
  return (lines.find((line) => /^\S*(?:Error|Exception)\b/.test(line)) ?? lines.at(-1) ?? "").slice(0, 120);
}

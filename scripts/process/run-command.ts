import { spawn } from "node:child_process";
import { stopWithUs } from "./children.ts";
import { root } from "../root.ts";

/** How a program is started. */
export interface CommandOptions {
  /** Folder to start in; the project's root when absent. */
  readonly cwd?: string;
  /** Variables besides those of this process; `undefined` removes one. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Shows the program's output as it comes besides keeping it. */
  readonly echo?: boolean;
}

/** How a program ended. */
export interface CommandResult {
  /** Exit code, 128 + signal number when a signal ended it, 127 when it could not be started. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. Never throws for the program's failure: that is a `code` other than 0. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      if (options.echo) process.stdout.write(text);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      if (options.echo) process.stderr.write(text);
    });
    child.once("error", (error) => (stderr += error.message));
    void stopWithUs(child).then((code) => resolve({ code, stdout, stderr }));
  });
}

/** Arguments for `node` that run a TypeScript program against the sources of the workspace. */
export function typescriptProgram(file: string, ...args: string[]): string[] {
  return ["--conditions=@inia/source", "--import", "tsx", file, ...args];
}

/** The last lines of what a program said: the part that tells why it failed. */
export function lastLines(result: CommandResult, count = 25): string {
  return `${result.stdout}\n${result.stderr}`.trim().split("\n").slice(-count).join("\n");
}

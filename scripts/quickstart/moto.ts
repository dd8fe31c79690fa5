import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { findPython } from "../models/python.ts";
import { stopWithUs } from "../process/children.ts";
import { lastLines, runCommand } from "../process/run-command.ts";
import { root } from "../root.ts";
import { StepError } from "../steps/step.ts";

/** The moto that the tour is written against. */
const version = "5.2.1";

/** A running local AWS. */
export interface LocalAws {
  /** URL of its endpoint, without a slash at the end. */
  readonly endpoint: string;
  /** Ends it; resolves when it is gone. */
  stop(): Promise<void>;
}

const venv = join(root, ".cache/moto", version);
const own = join(venv, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");

/** Finds a Python with moto: the machine's own if it has the right version, else the virtual environment in `.cache`. */
export async function findMoto(): Promise<string | undefined> {
  const python = await findPython();
  if (await hasMoto(python)) return python;
  return existsSync(own) && (await hasMoto(own)) ? own : undefined;
}

/** {@link findMoto}; where there is none, it is installed into a virtual environment in `.cache`. */
export async function preparePython(): Promise<string> {
  const found = await findMoto();
  if (found !== undefined) return found;
  const python = await findPython();
  await rm(venv, { recursive: true, force: true });
  await must(
    python,
    ["-m", "venv", venv],
    `Debian and Ubuntu keep it in a package of its own: apt install python3-venv.`,
  );
  const pip = ["-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off"];
  await must(own, [...pip, `moto[server]==${version}`], "Check the network and pip's index.");
  return own;
}

/** Starts moto on a free loopback port and waits until it answers. */
export async function startMoto(python: string): Promise<LocalAws> {
  const child = spawn(python, [join(root, "scripts/quickstart/moto-server.py")], {
    stdio: ["pipe", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  const gone = stopWithUs(child);
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr = (stderr + text).slice(-4000)));
  const port = await new Promise<number>((resolve, reject) => {
    const late = setTimeout(
      () => reject(new StepError(`moto did not start within 60 s.\n${stderr}`)),
      60_000,
    );
    child.stdout.setEncoding("utf8").once("data", (text: string) => {
      clearTimeout(late);
      resolve((JSON.parse(text) as { port: number }).port);
    });
    void gone.then((code) => {
      clearTimeout(late);
      reject(new StepError(`moto ended with code ${code}.\n${stderr}`));
    });
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const answer = await fetch(`${endpoint}/moto-api/`, { signal: AbortSignal.timeout(30_000) });
  if (!answer.ok) throw new StepError(`moto answered with HTTP ${answer.status}.\n${stderr}`);
  await answer.arrayBuffer();
  return {
    endpoint,
    async stop(): Promise<void> {
      child.stdin.end();
      child.kill();
      await gone;
    },
  };
}

/** Whether this Python can serve moto, in the version that is wanted. */
async function hasMoto(python: string): Promise<boolean> {
  const code = `import flask, moto.server; assert moto.__version__ == "${version}"`;
  return (await runCommand(python, ["-c", code])).code === 0;
}

async function must(command: string, args: readonly string[], remedy: string): Promise<void> {
  const result = await runCommand(command, args);
  if (result.code === 0) return;
  const full = /No space left on device|ENOSPC/.test(result.stderr) ? "The disk is full. " : "";
  throw new StepError(`${command} ${args.join(" ")} failed:\n${lastLines(result, 12)}\n${full}${remedy}`);
}

import { spawn, type ChildProcess } from "node:child_process";
import { tmpdir } from "node:os";
import type { Job, Report, Started } from "../child/messages.ts";
import type { Case, Expectation, Row, RunInfo } from "../row.ts";
import { RunKit } from "../server/kit.ts";

/** What came of one run, before it is judged. */
export interface RunResult extends RunInfo {
  readonly row: Row;
  readonly case: Case;
  readonly expect: Expectation;
  /** Absent when the child did not come to report. */
  readonly report: Report | undefined;
  /** Milliseconds that the case might take. */
  readonly deadline: number;
  /** No report came in that time. */
  readonly hung: boolean;
  readonly requests: number;
  readonly connections: number;
  /** Connections that the servers saw open a second after the clients were destroyed. */
  readonly openSockets: number;
  /** Milliseconds until the child ended by itself; `Infinity` when it did not. Only for cases with a limit. */
  readonly exitedAfter: number | undefined;
  /** What the child wrote. */
  readonly output: string;
}

/** Milliseconds after which connections of destroyed clients count as leaked. */
const socketGrace = 1_000;

/** Milliseconds that the child may take to load its clients, on however busy a machine. */
const loading = 60_000;

/** Bytes of the child's output that are kept. */
const maxOutput = 20_000;

/** How children are started. */
export interface Launcher {
  /** The bundled program. */
  readonly program: string;
  /** Command that puts a process on a processor of its own, if there is one: `["taskset", "-c", "1"]`. */
  readonly pin: readonly string[];
}

/** Runs a case in a process of its own against servers in this one. */
export async function runCase(launcher: Launcher, row: Row, found: Case, run: RunInfo): Promise<RunResult> {
  const kit = new RunKit();
  try {
    const { target, expect, env } = await found.start(kit, run);
    const child = launch(launcher, env);
    const written = collect(child);
    try {
      const job: Job = { row: row.id, name: found.name, target: target ?? {}, ...run };
      const deadline = deadlineOf(row, found, run);
      const ended = await converse(child, job, deadline);
      const exitedAfter =
        found.exitLimit === undefined ? undefined : await exitOf(child, found.exitLimit + 500);
      for (
        let waited = 0;
        kit.open > 0 && ended.report !== undefined && waited < socketGrace - 200;
        waited += 20
      ) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const { requests, connections, open } = kit;
      return {
        row,
        case: found,
        expect,
        ...run,
        ...ended,
        deadline,
        requests,
        connections,
        openSockets: open,
        exitedAfter,
        output: written(),
      };
    } finally {
      await stop(child);
    }
  } finally {
    await kit.close();
  }
}

function deadlineOf(row: Row, found: Case, { config }: RunInfo): number {
  return row.waits && config === "D" ? 240_000 : (found.deadline ?? 10_000);
}

function launch({ program, pin }: Launcher, env: Readonly<Record<string, string>> = {}): ChildProcess {
  const [command, ...args] = [...pin, process.execPath, program];
  return spawn(command!, args, {
    env: { ...bareEnvironment(), ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
}

/** Nothing of the machine's own configuration reaches the SDK. */
function bareEnvironment(): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: `${tmpdir()}/inia-faults-no-home`,
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

function collect(child: ChildProcess): () => string {
  let text = "";
  const add = (chunk: Buffer): void => {
    if (text.length < maxOutput) text += chunk.toString();
  };
  child.stdout!.on("data", add);
  child.stderr!.on("data", add);
  return () => text;
}

/** Hands the child its job and waits for its report, its end or the deadline. */
function converse(
  child: ChildProcess,
  job: Job,
  deadline: number,
): Promise<Pick<RunResult, "report" | "hung">> {
  return new Promise((resolve) => {
    let timer = setTimeout(() => resolve({ report: undefined, hung: true }), loading);
    const end = (report: Report | undefined, hung: boolean): void => {
      clearTimeout(timer);
      resolve({ report, hung });
    };
    child.on("message", (message: Started | Report) => {
      if (message.type === "report") return end(message, false);
      clearTimeout(timer);
      // The child settles for a moment after the case has run.
      timer = setTimeout(() => end(undefined, true), deadline + 1_000);
    });
    child.once("error", () => end(undefined, false));
    child.once("exit", () => end(undefined, false));
    child.send(job, () => undefined);
  });
}

/** Milliseconds until the child ends, if it does so within `limit`. */
function exitOf(child: ChildProcess, limit: number): Promise<number> {
  const start = performance.now();
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve(0);
    const timer = setTimeout(() => resolve(Infinity), limit);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve(performance.now() - start);
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGKILL");
  await gone;
}

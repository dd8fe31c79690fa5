import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import type { LoadOrder } from "./client.ts";
import type { LoadPrograms } from "./bundle-programs.ts";
import { judged, type LoadFigure } from "./load-run.ts";
import type { LoadSdk } from "./load-driver.ts";

/** What came of a run with one SDK. */
export interface LoadResult {
  readonly id: string;
  readonly sdk: LoadSdk;
  readonly title: string;
  readonly figures: readonly LoadFigure[];
  readonly seconds: number;
}

/** What is run, and how long. */
export interface LoadPlan {
  readonly id: string;
  readonly sdk: LoadSdk;
  readonly scale: number;
  readonly minutes: number;
}

/** Seconds after which a run is ended by force, beyond what a soak takes. */
const limit = 600;

/** Runs a server and a client, each on a processor of its own where there are two, and waits for both to end. */
export async function runLoad(
  programs: LoadPrograms,
  plan: LoadPlan,
  say: (progress: string) => void,
): Promise<LoadResult> {
  const [first, second] = processors();
  const server = start(first, programs.server, []);
  const client = start(second, programs.client, ["--expose-gc"]);
  const end = setTimeout(
    () => client.kill("SIGKILL"),
    (limit + (plan.id === "L8" ? plan.minutes * 60 : 0)) * 1_000,
  );
  const began = performance.now();
  try {
    const [{ port, control }] = (await once(server, "message")) as [{ port: number; control: number }];
    const order: LoadOrder = { ...plan, run: plan.id, port, controlPort: control };
    client.send(order);
    const { title, figures } = await listen(client, say);
    return { id: plan.id, sdk: plan.sdk, title, figures, seconds: (performance.now() - began) / 1_000 };
  } finally {
    clearTimeout(end);
    client.kill("SIGKILL");
    server.kill("SIGKILL");
  }
}

/** Waits for the report, and then for the process to end by itself. */
function listen(
  client: ChildProcess,
  say: (progress: string) => void,
): Promise<{ title: string; figures: LoadFigure[] }> {
  return new Promise((resolve, reject) => {
    let report: { title: string; figures: LoadFigure[]; unhandled: string[] } | undefined;
    let reported = 0;
    client.on("message", (message: { progress?: string } & typeof report) => {
      if (message?.progress !== undefined) return say(message.progress);
      report = message;
      reported = performance.now();
      setTimeout(() => client.kill("SIGKILL"), 10_000).unref();
    });
    client.once("exit", (code, signal) => {
      if (report === undefined)
        return reject(new Error(`the client ended without a report: ${code ?? signal}`));
      const { title, figures, unhandled } = report;
      const after = performance.now() - reported;
      const exit = judged(
        "exit by itself after the last call",
        `${after.toFixed(0)} ms`,
        "< 200 ms",
        after < 200,
      );
      const escaped = judged(
        "unhandled rejections and warnings",
        unhandled.join(", ") || "0",
        "0",
        unhandled.length === 0,
      );
      resolve({ title, figures: [...figures, escaped, exit] });
    });
  });
}

function start(pin: readonly string[], program: string, flags: readonly string[]): ChildProcess {
  const [command = "", ...args] = [...pin, process.execPath, ...flags, program];
  // The peer's word on coming versions of Node is no failure of its.
  const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };
  return spawn(command, args, { env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
}

/** Commands that put a process on the first and the second processor; empty ones where that cannot be had. */
function processors(): [readonly string[], readonly string[]] {
  const pinned = availableParallelism() > 1 && spawnSync("taskset", ["-V"], { stdio: "ignore" }).status === 0;
  return pinned
    ? [
        ["taskset", "-c", "0"],
        ["taskset", "-c", "1"],
      ]
    : [[], []];
}

/** Spreads services over threads. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { ServiceResult } from "./generate-service.ts";
import type { Generator, Job, Task } from "./generator.ts";

/** Services below which threads cost more than they give. */
const fewTasks = 4;

/** Runs all tasks, in the order of the list as far as threads allow, and reports each result when it is there. */
export async function runTasks(
  job: Job,
  tasks: readonly Task[],
  onResult: (result: ServiceResult) => void,
): Promise<ServiceResult[]> {
  if (tasks.length === 0) return []; // without loading what generates
  const results: ServiceResult[] = [];
  const report = (result: ServiceResult): void => {
    results.push(result);
    onResult(result);
  };
  const threads = Math.min(availableParallelism(), Math.ceil(tasks.length / fewTasks));
  if (threads <= 1) {
    const { Generator } = await import("./generator.ts");
    const generator: Generator = new Generator(job);
    for (const task of tasks) report(generator.run(task));
    return results;
  }
  const waiting = [...tasks];
  await Promise.all(Array.from({ length: threads }, () => runThread(job, waiting, report)));
  return results;
}

function runThread(job: Job, waiting: Task[], report: (result: ServiceResult) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const execArgv = [...new Set([...process.execArgv, "--conditions=@inia/source"])];
    const worker = new Worker(new URL("./worker-entry.mjs", import.meta.url), { workerData: job, execArgv });
    const next = (): void => {
      const task = waiting.shift();
      if (task !== undefined) worker.postMessage(task);
      else void worker.terminate().then(() => resolve(), reject);
    };
    worker.on("message", (result: ServiceResult) => {
      report(result);
      next();
    });
    worker.on("error", reject);
    next();
  });
}

/** Thread of `pnpm generate`: generates one service after the other, as it is told. */
import { parentPort, workerData } from "node:worker_threads";
import { Generator, type Job, type Task } from "./generator.ts";

const generator = new Generator(workerData as Job);

parentPort?.on("message", (task: Task) => parentPort!.postMessage(generator.run(task)));

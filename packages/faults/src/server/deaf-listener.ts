import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { Worker } from "node:worker_threads";
import type { Kit } from "./kit.ts";

/** A thread that listens with the shortest backlog and then never runs again. */
const program = `
const { createServer } = require("node:net");
const { parentPort } = require("node:worker_threads");
const server = createServer();
server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 20);
});`;

/** Milliseconds in which a loopback connection is made, if anybody accepts it. */
const soon = 100;

/** A port whose listener has stopped and whose backlog is full: the kernel answers no SYN to it. */
export async function startDeafListener(kit: Kit): Promise<number> {
  const worker = new Worker(program, { eval: true });
  kit.after(() => worker.terminate());
  const [port] = (await once(worker, "message")) as [number];
  await new Promise((resolve) => setTimeout(resolve, soon));
  for (let filled = 0; filled < 16; filled++) {
    const socket = connect(port, "127.0.0.1").on("error", () => undefined);
    kit.after(() => socket.destroy());
    if (!(await connects(socket))) return port;
  }
  throw new Error("The backlog of a stopped listener does not fill up");
}

function connects(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    socket.once("connect", () => resolve(true));
    setTimeout(() => resolve(false), soon);
  });
}

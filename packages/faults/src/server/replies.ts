import { setTimeout as sleep } from "node:timers/promises";
import type { Socket } from "node:net";
import type { Reply } from "./fault-server.ts";

/** Bytes to write, an end of the connection, or milliseconds to wait. */
export type Step = string | Uint8Array | "FIN" | "RST" | number;

/** Plays steps on a connection, one after the other, for as long as it is open. */
export async function play(socket: Socket, ...steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    if (socket.destroyed) return;
    if (typeof step === "number") await sleep(step);
    else if (step === "FIN") socket.end();
    else if (step === "RST") {
      // What was written leaves before the reset does.
      await sleep(10);
      socket.resetAndDestroy();
    } else socket.write(step);
  }
}

/** A reply that plays steps. */
export function raw(...steps: readonly Step[]): Reply {
  return ({ socket }) => play(socket, ...steps);
}

/** A whole response with a length. `headers` are lines that end in CR LF. */
export function response(body: string | Uint8Array, headers: string = "", status: string = "200 OK"): Buffer {
  const bytes = Buffer.from(body as string);
  return Buffer.concat([
    Buffer.from(`HTTP/1.1 ${status}\r\ncontent-length: ${bytes.length}\r\n${headers}\r\n`, "latin1"),
    bytes,
  ]);
}

/** A reply with a whole response. */
export function whole(body: string | Uint8Array, headers?: string, status?: string): Reply {
  return ({ socket }) => void socket.write(response(body, headers, status));
}

/** `fault` for the first `times` requests, then `reply`. */
export function atFirst(fault: Reply, reply: Reply, times: number = 1): Reply {
  return (exchange) => (exchange.n <= times ? fault(exchange) : reply(exchange));
}

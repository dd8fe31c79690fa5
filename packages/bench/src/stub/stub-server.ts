/**
 * The server that all contestants call, in a process of its own: says its port, then answers until its standard input ends. Costs a
 * few microseconds for each answer.
 */
import { createServer, type AddressInfo, type Socket } from "node:net";
import { answerTo, type Answer } from "./answers.ts";
import { RequestReader, type ReadRequest } from "./request-reader.ts";

/** Heads of answers as they are sent this second. */
const heads = new Map<Answer, { second: number; plain: Buffer; checked: Buffer }>();

function headOf(answer: Answer, { wantsChecksum }: ReadRequest): Buffer {
  const second = Math.floor(Date.now() / 1000);
  let head = heads.get(answer);
  if (head?.second !== second) {
    const date = new Date(second * 1000).toUTCString();
    const length = String(answer.body.length * (answer.times ?? 1));
    const headers = { ...answer.headers, date, "content-length": length };
    head = { second, plain: write(headers), checked: write({ ...headers, ...answer.checksum }) };
    heads.set(answer, head);
  }
  return wantsChecksum ? head.checked : head.plain;
}

function write(headers: Readonly<Record<string, string>>): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`HTTP/1.1 200 OK\r\n${lines.join("")}\r\n`);
}

const unknown = Buffer.from("HTTP/1.1 501 Not Implemented\r\ncontent-length: 0\r\n\r\n");

function answer(socket: Socket, request: ReadRequest): void {
  const found = answerTo(request);
  if (found === undefined) return void socket.write(unknown);
  const head = headOf(found, request);
  if (found.times !== undefined && found.times > 1) {
    socket.write(head);
    sendTimes(socket, found.body, found.times);
  } else if (found.body.length > 100_000) {
    socket.cork();
    socket.write(head);
    socket.write(found.body);
    socket.uncork();
  } else socket.write(found.body.length === 0 ? head : Buffer.concat([head, found.body]));
}

/** Sends a buffer again and again, no faster than it is read. */
function sendTimes(socket: Socket, body: Buffer, times: number): void {
  while (times-- > 0 && !socket.destroyed) {
    if (!socket.write(body)) return void socket.once("drain", () => sendTimes(socket, body, times));
  }
}

const server = createServer({ noDelay: true }, (socket) => {
  const reader = new RequestReader({
    onRequest: (request) => answer(socket, request),
    onExpect: () => socket.write("HTTP/1.1 100 Continue\r\n\r\n"),
  });
  socket.on("data", (chunk) => reader.write(chunk));
  socket.on("error", () => socket.destroy());
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
process.stdin.resume().on("end", () => process.exit());

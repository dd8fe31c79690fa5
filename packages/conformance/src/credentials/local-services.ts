import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Transport } from "@inia/core";
import { createNodeTransport } from "../../../core/src/http/node-transport.ts";
import { secretOf, tokenOf } from "./find-leaks.ts";
import { doorOf, usualAnswer, type Asked } from "./doors.ts";
import type { Answer, Door, Scenario } from "./scenario.ts";

/** Header in which the transport tells the server which host was meant. */
const hostHeader = "x-meant-for";

/** Everything a scenario's client can reach, on one port of the loopback. */
export interface LocalServices {
  readonly port: number;
  /** Begins a scenario: its answers, an empty record, and a transport that takes every host to the loopback. */
  begin(answers: Scenario["answers"]): Transport;
  /** What the doors were asked since the last time. */
  take(): Asked[];
  stop(): Promise<void>;
}

/** Starts the services. */
export async function startLocalServices(): Promise<LocalServices> {
  let answers: NonNullable<Scenario["answers"]> = {};
  let counts = new Map<Door, number>();
  let asked: Asked[] = [];
  const server = createServer((request, response) => {
    void read(request).then(({ problem, ...message }) => {
      const answer: Answer = problem ? [418, problem] : next(message, answers, counts);
      asked.push(message);
      if (answer === "silence") return;
      if (answer === "reset") return void request.socket.destroy();
      const [status, body] = typeof answer === "function" ? answer() : answer;
      response.sendDate = false; // the date is made up, and a client would take it for the service's
      response.writeHead(status).end(typeof body === "string" ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const plain = createNodeTransport({ proxy: false });
  return {
    port,
    begin(given = {}) {
      answers = given;
      counts = new Map();
      asked = [];
      return routed(plain, port);
    },
    take: () => asked.splice(0),
    stop: () => {
      plain.destroy?.();
      return close(server);
    },
  };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function routed(plain: Transport, port: number): Transport {
  return {
    handle(request, options) {
      const [, host, path] = /^https?:\/\/([^/?]+)(.*)$/.exec(request.url) as unknown as string[];
      const url = `http://127.0.0.1:${port}${path}`;
      return plain.handle({ ...request, url, headers: { ...request.headers, [hostHeader]: host! } }, options);
    },
  };
}

/** Reads a request; `problem` when nobody should have sent it. */
async function read(request: IncomingMessage): Promise<Asked & { problem?: string | undefined }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  const headers = request.headers as Asked["headers"];
  const [host, path, method] = [headers[hostHeader] ?? "", request.url ?? "", request.method ?? ""];
  const door = doorOf(host, path, body);
  if (door === undefined)
    return { door: "target", host, path, method, headers, body, problem: `nobody serves ${host}${path}` };
  const message = { door, host, path, method, headers, body };
  return { ...message, problem: signatureProblem(message) };
}

function next({ door }: Asked, answers: NonNullable<Scenario["answers"]>, counts: Map<Door, number>): Answer {
  const count = (counts.get(door) ?? 0) + 1;
  counts.set(door, count);
  const given = answers[door];
  if (given === undefined) return usualAnswer(door, count);
  const list = (
    typeof given !== "object" || typeof given[0] === "number" ? [given] : given
  ) as readonly Answer[];
  return list[Math.min(count, list.length) - 1]!;
}

/**
 * What is wrong with a Signature Version 4 request whose key tells its secret and its token: so no request passes that
 * takes them from two different credentials.
 */
function signatureProblem({ method, path, headers, body }: Asked): string | undefined {
  const authorization = headers["authorization"] ?? "";
  if (!authorization.startsWith("AWS4-HMAC-SHA256 ")) return undefined;
  const part = (name: string): string => new RegExp(`${name}=([^,]+)`).exec(authorization)?.[1] ?? "";
  const [key, ...scope] = part("Credential").split("/");
  const names = part("SignedHeaders").split(";");
  const token = headers["x-amz-security-token"];
  if (token !== undefined && token !== tokenOf(key!)) return "the token belongs to another key";
  const [plainPath, query = ""] = path.split("?");
  const host = headers[hostHeader];
  const lines = names.map((name) => `${name}:${name === "host" ? host : headers[name]}\n`).join("");
  const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
  const canonical = [method, plainPath || "/", query, lines, names.join(";"), hash(body)].join("\n");
  const text = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope.join("/"), hash(canonical)].join("\n");
  let signing: string | Buffer = `AWS4${secretOf(key!)}`;
  for (const step of scope) signing = createHmac("sha256", signing).update(step).digest();
  const signature = createHmac("sha256", signing).update(text).digest("hex");
  return signature === part("Signature") ? undefined : "the signature is not that of the key's secret";
}

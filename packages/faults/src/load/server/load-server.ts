/**
 * The server of the load runs, a process of its own. It answers on one port like DynamoDB, S3 and CloudWatch, and takes
 * orders on another: `GET /counts`, `POST /mode` with a {@link ServerMode}, `GET /facts?bytes=N`.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerOf, type Answer } from "./answers.ts";
import { factsOf, sendObject } from "./object-stream.ts";
import { hashUpload } from "./read-upload.ts";
import { seededRandom } from "./seeded-random.ts";
import { newCounts, type ServerMode } from "./server-state.ts";
import { verifySignature } from "./verify-signature.ts";

type Fault = "500" | "503" | "reset" | "cut" | "throttling";

const faults: readonly Fault[] = ["500", "503", "reset", "cut", "throttling"];
let mode: ServerMode = { kind: "healthy" };
let counts = newCounts();
let began = Date.now();
let random = seededRandom(1);
let tokens = 0;
let refilled = 0;

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  counts.requests++;
  const fault = chooseFault();
  const upload = request.method === "PUT";
  const hash = upload ? await hashUpload(request) : "";
  const body = upload ? Buffer.alloc(0) : await whole(request);
  if (mode.kind === "verifying" && !accepts(mode.lifetimeMs, request, body)) {
    counts.forbidden++;
    return fail(request, response, 403, "AccessDeniedException");
  }
  const second = Math.floor((Date.now() - began) / 1_000);
  if (fault === "throttling") {
    counts.throttled++;
    counts.throttledBySecond[second] = (counts.throttledBySecond[second] ?? 0) + 1;
  } else if (fault === undefined) {
    counts.accepted++;
    counts.acceptedBySecond[second] = (counts.acceptedBySecond[second] ?? 0) + 1;
  }
  if (fault === "500") return fail(request, response, 500, "InternalServerError");
  if (fault === "503")
    return fail(request, response, 503, "ServiceUnavailable", { "x-amz-retry-after": "5" });
  if (fault === "throttling") return fail(request, response, 400, "ThrottlingException");
  if (fault === "reset") return void request.socket.resetAndDestroy();
  const object = request.method === "GET" ? /^\/load\/(\d+)\/(id-\d+)/.exec(request.url ?? "") : null;
  if (object !== null) return sendFile(response, Number(object[1]), object[2]!, fault === "cut");
  const answer = answerOf(request, body);
  respond(response, upload ? { ...answer, headers: { etag: hash } } : answer, fault === "cut");
}

function respond(response: ServerResponse, { headers, body, stream }: Answer, cut: boolean): void {
  response.writeHead(200, { ...headers, "content-length": body.length });
  if (!cut) return void response.end(body);
  if (stream) counts.cutStreams++;
  // A body of no bytes cannot be cut: the connection ends before its head is complete.
  if (body.length === 0) return void response.destroy();
  response.write(body.subarray(0, body.length >> 1), () => response.destroy());
}

function sendFile(response: ServerResponse, bytes: number, id: string, cut: boolean): Promise<void> {
  const { crc32 } = factsOf(bytes);
  if (cut) counts.cutStreams++;
  response.writeHead(200, {
    "content-length": bytes,
    "x-amz-meta-id": id,
    "x-amz-checksum-crc32": crc32,
    "x-amz-checksum-type": "FULL_OBJECT",
  });
  return sendObject(response, bytes, cut);
}

function chooseFault(): Fault | undefined {
  if (mode.kind === "outage") return "500";
  if (mode.kind === "limited") return takeToken(mode.perSecond) ? undefined : "throttling";
  if (mode.kind !== "faulty" || random() >= mode.share) return undefined;
  return faults[Math.floor(random() * faults.length)];
}

function takeToken(perSecond: number): boolean {
  const now = performance.now();
  tokens = Math.min(perSecond / 10, tokens + ((now - refilled) / 1_000) * perSecond);
  refilled = now;
  if (tokens < 1) return false;
  tokens--;
  return true;
}

/** The access key tells when it was made. */
function accepts(lifetimeMs: number, request: IncomingMessage, body: Buffer): boolean {
  const { triple, valid, torn } = verifySignature(request, body);
  if (torn) counts.torn++;
  return valid && !torn && Date.now() - Number(triple) <= lifetimeMs;
}

function fail(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  code: string,
  headers: Record<string, string> = {},
): void {
  const json = request.headers["x-amz-target"] !== undefined;
  const cbor = request.headers["smithy-protocol"] !== undefined;
  const text = json
    ? JSON.stringify({ __type: code, message: "as asked" })
    : `<Error><Code>${code}</Code><Message>as asked</Message></Error>`;
  // {"__type": code}
  const map = [
    Buffer.from([0xa1, 0x66]),
    Buffer.from("__type"),
    Buffer.from([0x78, code.length]),
    Buffer.from(code),
  ];
  const body = cbor ? Buffer.concat(map) : Buffer.from(text);
  const type = cbor ? { "content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor" } : {};
  response.writeHead(status, { ...type, ...headers, "content-length": body.length });
  response.end(body);
}

async function whole(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function obey(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  let answer: unknown = {};
  if (pathname === "/mode") {
    mode = JSON.parse((await whole(request)).toString()) as ServerMode;
    if (mode.kind === "faulty") random = seededRandom(mode.seed);
    counts = newCounts();
    began = Date.now();
  } else if (pathname === "/counts") {
    const open = await new Promise<number>((resolve) => service.getConnections((_, n) => resolve(n)));
    answer = { ...counts, open };
  } else if (pathname === "/facts") {
    answer = factsOf(Number(searchParams.get("bytes")));
  }
  response.end(JSON.stringify(answer));
}

/** A client that goes away in the middle of a request is part of the game. */
function lenient(handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>): Server {
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  return server;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

const service = lenient(serve);
const control = lenient(obey);
process.send?.({ port: await listen(service), control: await listen(control) });
// The parent is gone: so is the work.
process.on("disconnect", () => process.exit());

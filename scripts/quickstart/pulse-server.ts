/**
 * A server of our imaginary service Pulse (`models/fixtures/pulse`), because no service that moto knows speaks Smithy RPC v2
 * CBOR first: `POST /service/<target>/operation/<name>`, the header `smithy-protocol` both ways, CBOR bodies, errors with
 * a `__type` (https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html).
 */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { decodeCbor, encodeCbor } from "./cbor.ts";

/** A measurement as it is stored. */
interface Beat {
  readonly At: Date;
}

/** An answer: status and value. */
type Answer = readonly [status: number, value: object];

/** Beats on one page. */
const pageSize = 2;

/** Starts the server on a free loopback port. */
export async function startPulseServer(): Promise<{ endpoint: string; stop(): Promise<void> }> {
  const beats: Beat[] = [];
  const server = createServer((request, response) => {
    void readBody(request)
      .then((body) => answer(request, body, beats))
      .catch((error: unknown): Answer => [500, { __type: "InternalFailure", message: String(error) }])
      .then(([status, value]) => {
        response.writeHead(status, { "content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor" });
        response.end(encodeCbor(value));
      });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  return body.length === 0
    ? {}
    : decodeCbor(request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body);
}

function answer(request: IncomingMessage, body: unknown, beats: Beat[]): Answer {
  const { headers } = request;
  if (headers["smithy-protocol"] !== "rpc-v2-cbor" || headers["content-type"] !== "application/cbor") {
    return [400, { __type: "SerializationException", message: "not rpc-v2-cbor" }];
  }
  if (!headers.authorization?.startsWith("AWS4-HMAC-SHA256 ")) {
    return [403, { __type: "AccessDeniedException", message: "not signed" }];
  }
  if (request.url === "/service/PulseService/operation/PutPulse") return putPulse(body, beats);
  if (request.url === "/service/PulseService/operation/GetPulse") return getPulse(body, beats);
  return [404, { __type: "UnknownOperationException", message: request.url }];
}

function putPulse(body: unknown, beats: Beat[]): Answer {
  const { Beats } = body as { Beats: Beat[] };
  if (!Beats.every(({ At }) => At instanceof Date)) return [400, { __type: "SerializationException" }];
  beats.push(...Beats);
  return [200, {}];
}

function getPulse(body: unknown, beats: readonly Beat[]): Answer {
  const { From, Next = "0" } = body as { From?: Date; Next?: string };
  const found = beats.filter(({ At }) => From === undefined || At >= From);
  if (found.length === 0) {
    const Since = beats.at(-1)?.At;
    return [400, { __type: "inia.pulse#NoPulse", message: "no beats in that time", Since }];
  }
  const end = Number(Next) + pageSize;
  return [200, { Beats: found.slice(Number(Next), end), Next: end < found.length ? String(end) : undefined }];
}

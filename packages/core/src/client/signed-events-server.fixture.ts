/**
 * A service that takes signed events over HTTP/2, for tests. It reads frames and computes signatures with `node:crypto` and
 * `node:zlib` alone: none of the code that it checks takes part.
 */
import { createHash, createHmac } from "node:crypto";
import type { ServerHttp2Stream } from "node:http2";
import { crc32 } from "node:zlib";
import type { Credentials } from "../identity/identity.ts";
import { startHttp2Server, type Http2TestServer } from "../http/http2-server.fixture.ts";

/** A header's value: text, or what its bytes hold. */
type Value = string | Date | Buffer | number | boolean;

/** A message of `application/vnd.amazon.eventstream`. */
export interface Frame {
  readonly headers: Readonly<Record<string, Value>>;
  /** The headers as they came. */
  readonly head: Buffer;
  readonly payload: Buffer;
}

/** What the service has seen of one call. */
export interface SeenCall {
  readonly headers: Readonly<Record<string, string>>;
  /** Events, out of their signed frames, in order. */
  readonly events: Frame[];
  /** Frames whose signature is right, the last empty one among them. */
  signed: number;
  /** What was wrong. */
  readonly problems: string[];
  /** The client has ended its stream of events by the rules. */
  ended: boolean;
  closed: boolean;
}

/** A running service. */
export interface SignedEventsServer extends Http2TestServer {
  readonly calls: SeenCall[];
}

/** What the service does with the events of a call; `undefined` is the end of them. */
export type OnEvent = (stream: ServerHttp2Stream, event: Frame | undefined, call: SeenCall) => void;

const secret = "kitten+whiskers/blanket";
/** Credentials that the service knows. */
export const knownCredentials: Credentials = {
  accessKeyId: "AKIDEVENTS",
  secretAccessKey: secret,
  sessionToken: "t0ken",
};

const sha = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
const keyOf = (scope: string): Buffer =>
  scope.split("/").reduce<string | Buffer>(hmac, "AWS4" + secret) as Buffer;

/** Starts the service. `begin` may answer the head; without it the head is sent at once. */
export async function startSignedEventsServer(
  onEvent: OnEvent,
  begin: (stream: ServerHttp2Stream) => void = (stream) =>
    stream.respond({ ":status": 200, "x-murmur-session": "s-1" }),
): Promise<SignedEventsServer> {
  const calls: SeenCall[] = [];
  const server = await startHttp2Server((stream, _, received) => {
    const headers = received as Record<string, string>;
    const call: SeenCall = { headers, events: [], signed: 0, problems: [], ended: false, closed: false };
    calls.push(call);
    stream.on("close", () => (call.closed = true));
    let prior = verifyRequest(call);
    const scope = /Credential=[^/]+\/([^,]+),/.exec(headers["authorization"] ?? "")?.[1] ?? "";
    readFrames(stream, call, (frame) => {
      if (call.ended) call.problems.push("a frame after the last");
      if (!(frame.headers[":date"] instanceof Date))
        return void call.problems.push("a frame that is not signed");
      prior = verifyFrame(call, frame, scope, prior);
      if (frame.payload.length === 0) {
        call.ended = true;
        return onEvent(stream, undefined, call);
      }
      const event = frameOf(frame.payload);
      call.events.push(event);
      onEvent(stream, event, call);
    });
    begin(stream);
  });
  return Object.assign(server, { calls });
}

/** The signature of the request, which is the seed of the others. */
function verifyRequest({ headers, problems }: SeenCall): string {
  const authorization = headers["authorization"] ?? "";
  const match =
    /^AWS4-HMAC-SHA256 Credential=AKIDEVENTS\/([^,]+), SignedHeaders=([^,]+), Signature=(.+)$/.exec(
      authorization,
    );
  const [, scope = "", names = "", signature = ""] = match ?? [];
  const [path, query = ""] = headers[":path"]!.split("?");
  const lines = names
    .split(";")
    .map((name) => `${name}:${name === "host" ? headers[":authority"] : headers[name]}\n`);
  const hash = headers["x-amz-content-sha256"]!;
  const canonical = [
    headers[":method"],
    path!.replaceAll("%", "%25"),
    query,
    lines.join(""),
    names,
    hash,
  ].join("\n");
  const text = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, sha(canonical)].join("\n");
  if (hmac(keyOf(scope), text).toString("hex") !== signature) problems.push("the signature of the request");
  if (hash !== "STREAMING-AWS4-HMAC-SHA256-EVENTS") problems.push(`the payload's hash is ${hash}`);
  if (headers["x-amz-security-token"] !== "t0ken") problems.push("the token");
  return signature;
}

function verifyFrame(call: SeenCall, { headers, payload }: Frame, scope: string, prior: string): string {
  const date = headers[":date"] as Date;
  const time = date.toISOString().replace(/\.\d+|[-:]/g, "");
  const dated = Buffer.concat([Buffer.from("\u0005:date\u0008", "latin1"), Buffer.alloc(8)]);
  dated.writeBigInt64BE(BigInt(date.getTime()), 7);
  const text = ["AWS4-HMAC-SHA256-PAYLOAD", time, scope, prior, sha(dated), sha(payload)].join("\n");
  const signature = hmac(keyOf(scope), text).toString("hex");
  const given = (headers[":chunk-signature"] as Buffer | undefined)?.toString("hex");
  if (given === signature) call.signed++;
  else call.problems.push(`the signature of frame ${call.signed}`);
  if (Object.keys(headers).length !== 2) call.problems.push("headers of a signed frame");
  if (Math.abs(Date.now() - date.getTime()) > 60_000) call.problems.push("the date of a frame");
  return signature;
}

function readFrames(stream: ServerHttp2Stream, call: SeenCall, onFrame: (frame: Frame) => void): void {
  let buffer = Buffer.alloc(0);
  stream.on("data", (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    while (buffer.length >= 4 && buffer.length >= buffer.readUInt32BE(0)) {
      const length = buffer.readUInt32BE(0);
      const frame = buffer.subarray(0, length);
      buffer = buffer.subarray(length);
      onFrame(frameOf(frame));
    }
  });
  stream.on("end", () => buffer.length > 0 && call.problems.push("a frame is cut"));
}

function frameOf(bytes: Buffer): Frame {
  const end = bytes.length - 4;
  if (bytes.readUInt32BE(0) !== bytes.length) throw new Error("length of a frame");
  if (bytes.readUInt32BE(8) !== crc32(bytes.subarray(0, 8))) throw new Error("checksum of a prelude");
  if (bytes.readUInt32BE(end) !== crc32(bytes.subarray(0, end))) throw new Error("checksum of a frame");
  const body = 12 + bytes.readUInt32BE(4);
  const head = bytes.subarray(12, body);
  return { headers: headersOf(head), head, payload: bytes.subarray(body, end) };
}

function headersOf(head: Buffer): Record<string, Value> {
  const headers: Record<string, Value> = {};
  for (let at = 0; at < head.length;) {
    const name = head.subarray(at + 1, (at += 1 + head[at]!)).toString();
    const type = head[at++]!;
    const size = type === 8 ? 8 : type === 4 ? 4 : type < 2 ? 0 : head.readUInt16BE(at);
    if (type === 6 || type === 7) at += 2;
    const value = head.subarray(at, (at += size));
    headers[name] =
      type === 8 ? new Date(Number(value.readBigInt64BE())) : type === 4 ? value.readInt32BE() : type < 2 ? type === 0 : type === 7 ? value.toString() : value; // prettier-ignore
  }
  return headers;
}

/** An event as bytes: its name, headers that are text or 32-bit integers, and its payload. */
export function eventFrame(
  type: string,
  payload: string | Uint8Array,
  extra: Record<string, string | number> = {},
): Buffer {
  return messageFrame({ ":message-type": "event", ":event-type": type, ...extra }, payload);
}

/** A message as bytes. */
export function messageFrame(headers: Record<string, string | number>, payload: string | Uint8Array): Buffer {
  const parts = Object.entries(headers).map(([name, value]) => {
    const begun = Buffer.concat([Buffer.from([name.length]), Buffer.from(name)]);
    const text = Buffer.from(String(value));
    const number = Buffer.alloc(4);
    if (typeof value === "number") number.writeInt32BE(value);
    return typeof value === "number"
      ? Buffer.concat([begun, Buffer.from([4]), number])
      : Buffer.concat([begun, Buffer.from([7, text.length >> 8, text.length & 255]), text]);
  });
  const head = Buffer.concat(parts);
  const body = Buffer.from(payload as string);
  const frame = Buffer.concat([Buffer.alloc(12), head, body, Buffer.alloc(4)]);
  frame.writeUInt32BE(frame.length, 0);
  frame.writeUInt32BE(head.length, 4);
  frame.writeUInt32BE(crc32(frame.subarray(0, 8)), 8);
  frame.writeUInt32BE(crc32(frame.subarray(0, -4)), frame.length - 4);
  return frame;
}

import type { IncomingMessage } from "node:http";
import { crc32 } from "node:zlib";

/** What the server would answer if nothing went wrong. */
export interface Answer {
  readonly headers: Record<string, string>;
  readonly body: Buffer;
  /** The client reads it as a stream. */
  readonly stream?: boolean;
}

/** Answers a request by what it asks for; `body` is its decoded body. */
export function answerOf(request: IncomingMessage, body: Buffer): Answer {
  const url = request.url ?? "";
  if (url.startsWith("/service/")) return metricData(idIn(body));
  if (request.headers["x-amz-target"] !== undefined) return item(idIn(body));
  if (url.includes("list-type=2")) return listing(/prefix=(id-\d+)/.exec(url)?.[1] ?? "");
  if (url.includes("select")) return { headers: {}, body: records, stream: true };
  return { headers: {}, body: Buffer.alloc(0) };
}

/** The id that a request carries. */
function idIn(body: Buffer): string {
  return /id-\d+/.exec(body.toString("latin1"))?.[0] ?? "";
}

function item(id: string): Answer {
  const body = Buffer.from(JSON.stringify({ Item: { id: { S: id }, note: { S: "x".repeat(200) } } }));
  return {
    headers: { "content-type": "application/x-amz-json-1.0", "x-amz-crc32": String(crc32(body)) },
    body,
  };
}

/** `{"Messages": [{"Code": "id", "Value": id}]}` in CBOR. */
function metricData(id: string): Answer {
  const text = (value: string): Buffer =>
    Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
  const message = [Buffer.from([0xa2]), text("Code"), text("id"), text("Value"), text(id)];
  const body = Buffer.concat([Buffer.from([0xa1]), text("Messages"), Buffer.from([0x81]), ...message]);
  return { headers: { "content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor" }, body };
}

const contents = Array.from(
  { length: 1_000 },
  (_, i) =>
    `<Contents><Key>folder/key-${i}</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified>` +
    `<ETag>&quot;9b2cf535f27731c974343645a3985328&quot;</ETag><Size>${i}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
).join("");

function listing(id: string): Answer {
  const head = `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">`;
  const rest = `<Name>load</Name><Prefix>${id}</Prefix><KeyCount>1000</KeyCount><IsTruncated>false</IsTruncated>`;
  const body = Buffer.from(`${head}${rest}${contents}</ListBucketResult>`);
  return { headers: { "content-type": "application/xml" }, body };
}

/** A stream of 100 events and their end, as S3 Select sends it. */
const records = Buffer.concat([
  ...Array.from({ length: 100 }, (_, i) => frame("Records", Buffer.from(`{"n":${i}}\n`))),
  frame("End", Buffer.alloc(0)),
]);

function frame(type: string, payload: Buffer): Buffer {
  const header = (name: string, value: string): Buffer =>
    Buffer.concat([
      Buffer.from([name.length]),
      Buffer.from(name),
      Buffer.from([7, 0, value.length]),
      Buffer.from(value),
    ]);
  const headers = Buffer.concat([header(":message-type", "event"), header(":event-type", type)]);
  const whole = Buffer.alloc(16 + headers.length + payload.length);
  whole.writeUInt32BE(whole.length, 0);
  whole.writeUInt32BE(headers.length, 4);
  whole.writeUInt32BE(crc32(whole.subarray(0, 8)), 8);
  headers.copy(whole, 12);
  payload.copy(whole, 12 + headers.length);
  whole.writeUInt32BE(crc32(whole.subarray(0, -4)), whole.length - 4);
  return whole;
}

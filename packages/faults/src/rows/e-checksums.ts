import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { crc32 } from "node:zlib";
import { row, type Case, type Row } from "../row.ts";
import { readAll, type Sdk } from "../sdk/sdk.ts";
import { atFirst, whole } from "../server/replies.ts";
import { goodTls, trusting } from "../server/tls.ts";

const item = '{"Item":{"id":{"S":"truth"}}}';

function crc32Text(text: string): string {
  return String(crc32(text));
}

async function getItem(sdk: Sdk, { endpoint }: { endpoint: string }): Promise<unknown> {
  const input = { TableName: "table", Key: { id: { S: "1" } } };
  return sdk.client("dynamodb", { endpoint }).call("GetItem", input);
}

function crcCase(name: string, times: number): Case {
  const wrong = whole(item.replace("truth", "wrong"), `x-amz-crc32: ${crc32Text(item)}\r\n`);
  const right = whole(item, `x-amz-crc32: ${crc32Text(item)}\r\n`);
  return {
    name,
    services: ["dynamodb"],
    fast: true,
    run: getItem,
    async start(kit, { config }) {
      const { url } = await kit.serve(atFirst(wrong, right, times));
      const always = { faults: ["Integrity checksum"], requests: config === "D" ? 4 : 3 };
      const once = { value: JSON.parse(item) as unknown, requests: 2 };
      return { target: { endpoint: url }, expect: times === 1 ? once : always };
    },
  };
}

const object = Buffer.alloc(300_000, "inia");

/** Checksums of {@link object}, in base64, by the algorithms that S3 offers and the SDKs know. */
const checksums: Readonly<Record<string, string>> = {
  crc32: "EmGgwg==",
  crc32c: "MEvg+A==",
  crc64nvme: "0VqXEnoQnOI=",
  sha1: createHash("sha1").update(object).digest("base64"),
  sha256: createHash("sha256").update(object).digest("base64"),
};

/** A checksum of the right length that is the object's no more than by chance. */
function wrongChecksum(algorithm: string): string {
  const length = { crc32: 4, crc32c: 4, crc64nvme: 8, sha1: 20, sha256: 32 }[algorithm]!;
  return Buffer.alloc(length, 7).toString("base64");
}

type ObjectRun = Pick<Case, "run"> & Partial<Case>;

function objectCase(
  name: string,
  headers: string,
  more: ObjectRun & { status?: string; faults?: string[] },
): Case {
  const { status, faults, ...rest } = more;
  return {
    name,
    services: ["s3"],
    fast: true,
    async start(kit) {
      const { url } = await kit.serve(whole(object, headers, status));
      const value = { bytes: object.length };
      return { target: { endpoint: url }, expect: faults === undefined ? { value } : { faults } };
    },
    ...rest,
  };
}

async function readObject(sdk: Sdk, { endpoint }: { endpoint: string }): Promise<unknown> {
  const { Body } = await sdk.client("s3", { endpoint }).call("GetObject", { Bucket: "b", Key: "k" });
  return { bytes: (await readAll(Body)).length };
}

async function readRange(sdk: Sdk, { endpoint }: { endpoint: string }): Promise<unknown> {
  const input = { Bucket: "b", Key: "k", Range: `bytes=0-${object.length - 1}` };
  const { Body } = await sdk.client("s3", { endpoint }).call("GetObject", input);
  return { bytes: (await readAll(Body)).length };
}

/** Takes the object and looks at nothing of it. */
async function leaveObject(sdk: Sdk, { endpoint }: { endpoint: string }): Promise<unknown> {
  const { Body } = await sdk.client("s3", { endpoint }).call("GetObject", { Bucket: "b", Key: "k" });
  await sleep(100);
  sdk.discard(Body);
  return { bytes: object.length };
}

const upload = Buffer.alloc(400_000, "0123456789");

/** What `aws-chunked` bytes carry: the body, and the trailers after it. */
function decodeAwsChunked(bytes: Buffer): { body: Buffer; trailers: string } {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const line = bytes.indexOf("\r\n", at);
    const size = Number.parseInt(bytes.subarray(at, line).toString("latin1"), 16);
    if (!(size > 0))
      return { body: Buffer.concat(parts), trailers: bytes.subarray(line + 2).toString("latin1") };
    parts.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}

/** The first attempt is cut after a part of the body; the second must carry all of it and the checksum of all of it. */
const cutUpload: Case = {
  name: "cut within the body",
  services: ["s3"],
  fast: true,
  async start(kit, { sdk }) {
    // Over TLS: elsewhere the chunks would have to be signed, and SDKs send checksums in other ways.
    const server = await kit.serve(whole(""), {
      tls: goodTls,
      onHead(socket, _, n) {
        if (n > 1) return;
        let received = 0;
        socket.on("data", (chunk: Buffer) => {
          received += chunk.length;
          if (received > 60_000) socket.destroy();
        });
      },
    });
    const check = ({ outcome }: { outcome: { fault?: unknown } }): string | undefined => {
      if (outcome.fault !== undefined) return undefined;
      const { body, trailers } = decodeAwsChunked(server.requests.at(-1)!.body);
      if (!body.equals(upload)) return `the server has ${body.length} bytes that are not the body`;
      const sum = Buffer.alloc(4);
      sum.writeUInt32BE(crc32(upload));
      return trailers.includes(sum.toString("base64")) ? undefined : `the trailer is ${trailers}`;
    };
    // The peer has no streams that can be opened again: refusing is all that it can do.
    const peer = { faults: ["Transport"] };
    const expect = { value: {}, check, ...(sdk === "aws-sdk-v3" && peer) };
    return { target: { endpoint: server.url }, expect, env: await trusting(kit) };
  },
  async run(sdk, { endpoint }: { endpoint: string }) {
    const parts = Array.from({ length: 20 }, (_, n) => upload.subarray(n * 20_000, (n + 1) * 20_000));
    const open = (): Readable => Readable.from(parts, { objectMode: false });
    const Body = sdk.name === "inia" ? open : open();
    await sdk
      .client("s3", { endpoint })
      .call("PutObject", { Bucket: "b", Key: "k", Body, ContentLength: upload.length });
    return {};
  },
};

/** E1–E5: checksums. */
export const checksumRows: readonly Row[] = [
  row("E1", "wrong x-amz-crc32", [crcCase("once", 1), crcCase("always", Infinity)]),
  row("E2", "wrong checksum of an object", [
    ...Object.keys(checksums).map((algorithm) =>
      objectCase(`wrong ${algorithm}`, `x-amz-checksum-${algorithm}: ${wrongChecksum(algorithm)}\r\n`, {
        run: readObject,
        faults: ["Integrity checksum"],
      }),
    ),
    ...Object.entries(checksums).map(([algorithm, value]) =>
      objectCase(`right ${algorithm}`, `x-amz-checksum-${algorithm}: ${value}\r\n`, { run: readObject }),
    ),
  ]),
  row("E3", "wrong checksum, body never read", [
    objectCase("discarded", `x-amz-checksum-crc32: ${wrongChecksum("crc32")}\r\n`, { run: leaveObject }),
  ]),
  row("E4", "checksums that say nothing about these bytes", [
    objectCase("of parts", `x-amz-checksum-crc32: ${wrongChecksum("crc32")}-3\r\n`, { run: readObject }),
    objectCase("of the whole, on a range", `x-amz-checksum-crc32: ${wrongChecksum("crc32")}\r\n`, {
      run: readRange,
      status: "206 Partial Content",
    }),
    objectCase("unknown algorithm", "x-amz-checksum-md4: AAAA\r\n", { run: readObject }),
  ]),
  row("E5", "upload cut, sent again", [cutUpload]),
];

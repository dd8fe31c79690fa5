import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { row, type Case, type Row } from "../row.ts";
import { readAll, type Sdk } from "../sdk/sdk.ts";
import type { Reply } from "../server/fault-server.ts";
import { play, raw, response, whole, type Step } from "../server/replies.ts";
import { faultCases, queueUrl, queueUrlBody, queueUrlCase } from "./queue-url.ts";

const megabyte = 2 ** 20;

/** A document that reads well and is not the whole one: whoever stops early takes it for the truth. */
const part = '{"QueueUrl":"https://part"}';

/** A head that promises more than {@link part}. */
const longer = `HTTP/1.1 200 OK\r\ncontent-length: ${part.length + 20}\r\n\r\n`;

const chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

/** A chunk. */
function chunk(text: string): string {
  return `${text.length.toString(16)}\r\n${text}\r\n`;
}

/** How the body of an object that is read as a stream goes wrong. */
function objectCase(name: string, reply: Reply, faults: readonly string[], more: Partial<Case> = {}): Case {
  return {
    name,
    services: ["s3"],
    fast: true,
    run: readObject,
    async start(kit) {
      const { url } = await kit.serve(reply);
      return { target: { endpoint: url }, expect: { faults } };
    },
    ...more,
  };
}

async function readObject(sdk: Sdk, { endpoint }: { endpoint: string }): Promise<unknown> {
  const { Body } = await sdk.client("s3", { endpoint }).call("GetObject", { Bucket: "bucket", Key: "key" });
  return { bytes: (await readAll(Body)).length };
}

const object = Buffer.alloc(8 * megabyte, "0123456789abcdef");

function hash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The consumer pauses for longer than any limit in the middle of a large body: that is no silence of the server. */
const slowConsumer: Case = {
  name: "slow consumer",
  services: ["s3"],
  deadline: 10_000,
  memoryLimit: 64 * megabyte + object.length,
  async start(kit, { config }) {
    const { url } = await kit.serve(whole(object));
    return {
      target: { endpoint: url, pause: config === "D" ? 25_000 : 2_000 },
      expect: { value: hash(object) },
    };
  },
  async run(sdk, { endpoint, pause }: { endpoint: string; pause: number }) {
    const { Body } = await sdk.client("s3", { endpoint }).call("GetObject", { Bucket: "bucket", Key: "key" });
    const chunks: Uint8Array[] = [];
    for await (const bytes of Body as AsyncIterable<Uint8Array>) {
      if (chunks.push(bytes) === 1) await sleep(pause);
    }
    return hash(Buffer.concat(chunks));
  },
};

const dripBody: Reply = ({ socket }) => {
  const steps: Step[] = [response(queueUrlBody).subarray(0, -8)];
  for (const byte of queueUrlBody.slice(-8)) steps.push(500, byte);
  return play(socket, ...steps);
};

const pour: Reply = ({ socket }) => {
  socket.write("HTTP/1.1 200 OK\r\n\r\n");
  const zeros = Buffer.alloc(65_536, "0");
  const more = (): void => {
    while (!socket.destroyed && socket.write(zeros));
  };
  socket.on("drain", more);
  more();
};

/** The bound of Inia's defaults, and what the tuned run sets; the peer has none. */
const bodyBound = { D: 512 * megabyte, T: 16 * megabyte };

const endless: Case = {
  name: "SQS",
  deadline: 10_000,
  memoryLimit: ({ config }) => bodyBound[config] + 64 * megabyte,
  async start(kit) {
    const { url } = await kit.serve(pour);
    return { target: { endpoint: url }, expect: { faults: ["Integrity too-large"], requests: 1 } };
  },
  async run(sdk, { endpoint }: { endpoint: string }) {
    const bound = sdk.config === "T" ? { maxBodyBytes: bodyBound.T } : {};
    return sdk.client("sqs", { endpoint, ...bound }).call("GetQueueUrl", { QueueName: "truth" });
  },
};

function s3Case(
  name: string,
  operation: string,
  reply: Reply,
  expect: { value?: unknown; faults?: string[]; requests?: number },
  pick: string = "",
): Case {
  return {
    name,
    services: ["s3"],
    fast: true,
    async start(kit) {
      const { url } = await kit.serve(reply);
      return { target: { endpoint: url, operation, pick }, expect };
    },
    async run(sdk, target: { endpoint: string; operation: string; pick: string }) {
      const input = { Bucket: "bucket", ...(target.operation !== "ListObjectsV2" && { Key: "key" }) };
      const output = await sdk.client("s3", target).call(target.operation, input);
      return target.pick === "" ? {} : output[target.pick];
    },
  };
}

const brokenText = Buffer.concat([Buffer.from('{"QueueUrl":"a'), Buffer.from([0xff]), Buffer.from('b"}')]);

const brokenXml = Buffer.concat([
  Buffer.from('<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><Contents><Key>a'),
  Buffer.from([0xff]),
  Buffer.from("b</Key></Contents></ListBucketResult>"),
]);

/** C: the body of the response. */
export const familyC: readonly Row[] = [
  row(
    "C1",
    "shorter than its length",
    faultCases({ fault: raw(longer, part, "FIN"), faults: ["Integrity truncated"] }),
  ),
  row(
    "C2",
    "reset within",
    faultCases({ fault: raw(longer, part, "RST"), faults: ["Transport ECONNRESET"] }),
  ),
  row("C3", "chunks that end too soon", [
    ...faultCases({
      name: "no last chunk",
      fault: raw(chunked, chunk(part), "FIN"),
      faults: ["Integrity truncated"],
    }),
    ...faultCases({
      name: "within a chunk",
      fault: raw(chunked, `40\r\n${part}`, "FIN"),
      faults: ["Integrity truncated"],
    }),
  ]),
  row("C4", "chunks that are none", [
    ...faultCases({
      name: "size zz",
      fault: raw(`${chunked}zz\r\n${part}\r\n0\r\n\r\n`),
      faults: ["Transport", "Integrity framing"],
    }),
    ...faultCases({
      name: "long extension",
      fault: raw(`${chunked}1b;${"x".repeat(100_000)}\r\n${part}\r\n0\r\n\r\n`),
      faults: ["Transport", "Integrity framing"],
    }),
  ]),
  row(
    "C5",
    "no length, cut short",
    faultCases({ fault: raw("HTTP/1.1 200 OK\r\n\r\n", '{"QueueUrl":"http', "FIN"), faults: ["Parse"] }),
  ),
  row("C6", "longer than its length", [
    {
      name: "two calls",
      fast: true,
      async start(kit) {
        const { url } = await kit.serve(({ socket }) =>
          play(socket, Buffer.concat([response(queueUrlBody), response(part)])),
        );
        return { target: { endpoint: url }, expect: { value: [queueUrl, queueUrl] } };
      },
      async run(sdk, { endpoint }: { endpoint: string }) {
        const client = sdk.client("sqs", { endpoint });
        const urls: string[] = [];
        for (let n = 0; n < 2; n++)
          urls.push((await client.call("GetQueueUrl", { QueueName: "truth" })).QueueUrl);
        return urls;
      },
    },
  ]),
  row(
    "C7",
    "stall, buffered",
    faultCases({ fault: raw(longer, part), faults: ["Timeout body"], fast: "first" }),
    { waits: true },
  ),
  row(
    "C8",
    "stall, streamed",
    [
      objectCase("stall", raw("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf"), ["Timeout body"]),
      slowConsumer,
    ],
    { waits: true },
  ),
  row("C9", "stream cut short", [
    objectCase("FIN", raw("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf", 50, "FIN"), [
      "Integrity truncated",
    ]),
    objectCase("FIN within chunks", raw(chunked, chunk("half"), 50, "FIN"), ["Integrity truncated"]),
    objectCase("RST", raw("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf", 50, "RST"), [
      "Transport ECONNRESET",
    ]),
  ]),
  row("C10", "drip of a byte each 500 ms", [
    queueUrlCase("8 bytes", dripBody, { value: { QueueUrl: queueUrl }, requests: 1 }, { fast: false }),
  ]),
  row("C11", "without end", [endless]),
  row("C12", "no body, whatever the head says", [
    s3Case(
      "HEAD",
      "HeadObject",
      raw("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n"),
      { value: 5, requests: 1 },
      "ContentLength",
    ),
    s3Case("204", "DeleteObject", raw("HTTP/1.1 204 No Content\r\ncontent-length: 5\r\n\r\n"), {
      value: {},
      requests: 1,
    }),
    s3Case("304", "GetObject", raw("HTTP/1.1 304 Not Modified\r\ncontent-length: 5\r\n\r\n"), {
      faults: ["Service 304"],
      requests: 1,
    }),
  ]),
  row("C13", "200 with something else", [
    queueUrlCase("empty", whole(""), { value: {}, requests: 1 }),
    queueUrlCase("HTML", whole("<html><body>It works!</body></html>", "content-type: text/html\r\n"), {
      faults: ["Parse"],
      requests: 1,
    }),
    queueUrlCase("gzip", whole(gzipSync(queueUrlBody), "content-encoding: gzip\r\n"), {
      faults: ["Parse"],
      requests: 1,
    }),
  ]),
  row("C14", "invalid UTF-8", [
    queueUrlCase("JSON", whole(brokenText), { value: { QueueUrl: "a\uFFFDb" }, requests: 1 }),
    s3Case(
      "XML",
      "ListObjectsV2",
      whole(brokenXml),
      { value: [{ Key: "a\uFFFDb" }], requests: 1 },
      "Contents",
    ),
  ]),
];

import { setTimeout as sleep } from "node:timers/promises";
import { row, type Case, type Row } from "../row.ts";
import type { Sdk } from "../sdk/sdk.ts";
import type { Reply } from "../server/fault-server.ts";
import { play, raw, response } from "../server/replies.ts";
import { faultCases, queueUrl, queueUrlBody, queueUrlCase } from "./queue-url.ts";

const dripHead: Reply = async ({ socket }) => {
  await play(socket, "HTTP/1.1 200 OK\r\nx: ");
  while (!socket.destroyed) await play(socket, "a", 50);
};

function tooMuch(name: string, headers: string): Case {
  return queueUrlCase(name, ({ socket }) => void socket.write(response(queueUrlBody, headers)), {
    faults: ["Transport HEADERS_OVERFLOW"],
    requests: 1,
  });
}

/** The body reads well whichever way it is cut, so that only the framing tells. */
function framing(headers: string, name?: string): Case[] {
  const fault = raw(`HTTP/1.1 200 OK\r\n${headers}\r\n${queueUrlBody}`, "FIN");
  return faultCases({ ...(name && { name }), fault, faults: ["Integrity"] });
}

const echo = (name: unknown): string => JSON.stringify({ QueueUrl: String(name) });

/** The name of the queue that a request asks for, as the body of an answer. */
function echoed(body: Buffer): string {
  return echo((JSON.parse(body.toString()) as { QueueName: string }).QueueName);
}

function unasked(name: string, delay: number): Case {
  const names = ["q1", "q2", "q3", "q4"];
  return {
    name,
    fast: true,
    async start(kit) {
      const { url } = await kit.serve(({ socket, request }) => {
        const right = response(echoed(request.body));
        const wrong = response(echo("wrong"));
        return delay === 0 ? play(socket, Buffer.concat([right, wrong])) : play(socket, right, delay, wrong);
      });
      return { target: { endpoint: url, names }, expect: { value: names } };
    },
    async run(sdk, { endpoint, names }: { endpoint: string; names: string[] }) {
      const client = sdk.client("sqs", { endpoint });
      const urls: string[] = [];
      for (const QueueName of names) {
        urls.push((await client.call("GetQueueUrl", { QueueName })).QueueUrl);
        await sleep(delay * 10);
      }
      return urls;
    },
  };
}

/** Milliseconds of the pauses at either side, from a fixed sequence. */
function pause(n: number): number {
  return (n * 7919) % 4;
}

const cycles = 500;

/** The server closes a connection up to 3 ms after it answered, the client calls again up to 3 ms after the answer. */
const closing: Case = {
  name: `${cycles} cycles`,
  async start(kit) {
    const { url } = await kit.serve(({ socket, request, n }) =>
      play(socket, response(echoed(request.body)), pause(n), "FIN"),
    );
    return { target: { endpoint: url }, expect: { value: { right: cycles } } };
  },
  async run(sdk, { endpoint }: { endpoint: string }) {
    const client = sdk.client("sqs", { endpoint });
    let right = 0;
    for (let n = 0; n < cycles; n++) {
      const { QueueUrl } = await client.call("GetQueueUrl", { QueueName: `q${n}` });
      if (QueueUrl === `q${n}`) right++;
      await sleep(pause(n * 3 + 1));
    }
    return { right };
  },
};

/** All must be answered, in ten turns of fifty. */
const crowd: Case = {
  name: "500 calls, each held for 500 ms",
  async start(kit) {
    const { url } = await kit.serve(({ socket, request }) =>
      play(socket, 500, response(echoed(request.body))),
    );
    return { target: { endpoint: url, calls: 500 }, expect: { value: { right: 500 } } };
  },
  async run(sdk, { endpoint, calls }: { endpoint: string; calls: number }) {
    const client = sdk.client("sqs", { endpoint });
    const names = Array.from({ length: calls }, (_, n) => `q${n}`);
    const pending: Promise<{ QueueUrl: string }>[] = [];
    for (const [n, QueueName] of names.entries()) {
      const call = client.call("GetQueueUrl", { QueueName });
      call.catch(() => undefined); // seen when all have ended
      pending.push(call);
      // It is the connections that are few here; signing 500 requests takes its time.
      if (n % 10 === 9) await sleep(1);
    }
    const ended = await Promise.allSettled(pending);
    for (const one of ended) if (one.status === "rejected") throw one.reason;
    const right = ended.filter((one, n) => one.status === "fulfilled" && one.value.QueueUrl === names[n]);
    return { right: right.length };
  },
};

/** Fifty connections are held for ever: those that wait for one must not do so without end. */
const queue: Case = {
  name: "60 calls, all held",
  fast: true,
  async start(kit) {
    const { url } = await kit.serve(() => undefined);
    return { target: { endpoint: url }, expect: { value: { failed: 60, untyped: 0 } } };
  },
  async run(sdk: Sdk, { endpoint }: { endpoint: string }) {
    const limits = { headers: 1_500, acquire: 300 };
    const client = sdk.client("sqs", { endpoint, maxAttempts: 1, limits });
    const calls = Array.from({ length: 60 }, () => client.call("GetQueueUrl", { QueueName: "q" }));
    const ended = await Promise.allSettled(calls);
    const faults = ended.flatMap((one) => (one.status === "rejected" ? [sdk.classify(one.reason)] : []));
    const queued = faults.filter(({ phase }) => phase === "acquire").length;
    if (sdk.name === "inia" && queued !== 10)
      throw new Error(`${queued} calls ended in the queue instead of 10`);
    return { failed: faults.length, untyped: faults.filter((fault) => fault.class === "Untyped").length };
  },
};

/** B: the head of the response. */
export const familyB: readonly Row[] = [
  row("B1", "no answer", faultCases({ fault: () => undefined, faults: ["Timeout headers"], fast: "first" }), {
    waits: true,
  }),
  row(
    "B2",
    "a head that drips",
    faultCases({ fault: dripHead, faults: ["Timeout headers"], fast: "first" }),
    {
      waits: true,
    },
  ),
  row("B3", "a status line that is none", [
    ...faultCases({ name: "garbage", fault: raw("garbage\r\n\r\n", "FIN"), faults: ["Transport"] }),
    ...faultCases({ name: "HTTP/0.9", fault: raw("<html>hello</html>", "FIN"), faults: ["Transport"] }),
  ]),
  row("B4", "a head without measure", [
    tooMuch("1 MB header", `x: ${"a".repeat(1_000_000)}\r\n`),
    tooMuch("5,000 headers", "ab: cdefgh\r\n".repeat(5_000)),
  ]),
  row("B5", "two lengths", framing(`content-length: ${queueUrlBody.length}\r\ncontent-length: 3\r\n`)),
  row("B6", "a length and chunks", framing("content-length: 3\r\ntransfer-encoding: chunked\r\n")),
  row("B7", "a length that is none", [
    ...framing("content-length: -1\r\n", "negative"),
    ...framing("content-length: 18446744073709551616\r\n", "beyond 64 bits"),
    ...framing("content-length: abc\r\n", "no number"),
  ]),
  row(
    "B8",
    "1,000 informational responses",
    ["100 Continue", "102 Processing", "103 Early Hints"].map((status) =>
      queueUrlCase(
        status.slice(0, 3),
        ({ socket }) => play(socket, `HTTP/1.1 ${status}\r\n\r\n`.repeat(1_000), response(queueUrlBody)),
        { value: { QueueUrl: queueUrl }, requests: 1 },
      ),
    ),
  ),
  row("B9", "a response that nobody asked for", [unasked("later", 10), unasked("at once", 0)]),
  row("B10", "connections closed as they are used again", [closing]),
  row("B11", "more calls than connections", [crowd, queue]),
];

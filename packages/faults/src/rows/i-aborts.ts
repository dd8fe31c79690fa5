import { getEventListeners } from "node:events";
import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { row, type Case, type Row } from "../row.ts";
import { patientLimits, type AnyClient, type Sdk } from "../sdk/sdk.ts";
import type { FaultServer, Reply, ServeOptions } from "../server/fault-server.ts";
import type { Kit } from "../server/kit.ts";
import { demand, held } from "./demand.ts";
import { queueUrl, queueUrlReply } from "./queue-url.ts";

/** Milliseconds between an abort and its error. */
const soon = 50;

/** Milliseconds in which a call comes to the phase in which it is aborted. */
const underWay = 150;

interface Target {
  readonly endpoint: string;
  /** Tells how many connections the server has open. */
  readonly control: string;
}

/** A server beside the run's own that tells how many connections that one has open. */
async function startControl(kit: Kit, server: FaultServer): Promise<string> {
  const control = createServer((_, response) => response.end(String(server.sockets.size)));
  await new Promise<void>((resolve) => control.listen(0, "127.0.0.1", resolve));
  kit.after(() => control.close());
  return `http://127.0.0.1:${(control.address() as AddressInfo).port}`;
}

/** Connections that are still open at the server, which has a moment to notice. */
async function openSockets(control: string, least: number): Promise<number> {
  for (let waited = 0; ; waited += 20) {
    const open = await ask(control);
    if (open <= least || waited >= 500) return open;
    await sleep(20);
  }
}

function ask(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (answer) => {
      let text = "";
      answer.on("data", (chunk: Buffer) => (text += chunk.toString()));
      answer.on("end", () => resolve(Number(text)));
    }).on("error", reject);
  });
}

/** How a call ended that was aborted when it was under way. */
async function abortCall(sdk: Sdk, call: (signal: AbortSignal) => Promise<unknown>): Promise<object> {
  const controller = new AbortController();
  const reason = new Error("enough");
  const ended = call(controller.signal).then(
    () => ({ outcome: "value", at: performance.now() }),
    (error: any) => ({
      outcome: sdk.classify(error).class,
      at: performance.now(),
      // The peer's error does not carry it.
      ...(sdk.name === "inia" && { reason: error.cause === reason }),
    }),
  );
  await sleep(underWay);
  const from = performance.now();
  controller.abort(reason);
  const { at, ...rest } = await ended;
  const took = at - from;
  return { ...rest, took: took >= 0 && took < soon ? "soon" : `${Math.round(took)} ms` };
}

function aborted(sdk: Sdk): object {
  return { outcome: "Abort", ...(sdk.name === "inia" && { reason: true }), took: "soon", sockets: 0 };
}

interface AbortCase {
  readonly name: string;
  readonly reply: Reply;
  readonly options?: ServeOptions;
  /** The endpoint speaks TLS, says its URL. */
  readonly secure?: boolean;
  /** Prepares a client; resolves to the call that is aborted. */
  readonly begin: (sdk: Sdk, endpoint: string) => (signal: AbortSignal) => Promise<unknown>;
  readonly service?: "s3" | "sqs";
}

/** A call that is aborted in one phase. Its connection must be closed before its client is destroyed. */
function abortCase({ name, reply, options, secure = false, begin, service = "sqs" }: AbortCase): Case {
  return {
    name,
    services: [service],
    fast: true,
    async run(sdk, { endpoint, control }: Target) {
      const end = await abortCall(sdk, begin(sdk, endpoint));
      return demand({ ...end, sockets: await openSockets(control, 0) }, aborted(sdk));
    },
    async start(kit) {
      const server = await kit.serve(reply, options);
      const endpoint = secure ? server.url.replace("http:", "https:") : server.url;
      return { target: { endpoint, control: await startControl(kit, server) }, expect: { value: held } };
    },
  };
}

const getUrl = (client: AnyClient, signal?: AbortSignal): Promise<unknown> =>
  client.call("GetQueueUrl", { QueueName: "truth" }, signal && { signal });

const never = (): Promise<never> => new Promise(() => undefined);
const silence: Reply = () => undefined;

/** Half of an answer. */
const half: Reply = ({ socket }) => void socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{");

const phases: readonly Case[] = [
  abortCase({
    name: "credentials",
    reply: silence,
    begin: (sdk, endpoint) => (signal) => getUrl(sdk.client("sqs", { endpoint, credentials: never }), signal),
  }),
  abortCase({
    name: "signing",
    reply: silence,
    begin: (sdk, endpoint) => (signal) =>
      getUrl(sdk.client("sqs", { endpoint, signer: { sign: never } }), signal),
  }),
  {
    name: "queue",
    fast: true,
    async run(sdk, { endpoint, control }: Target) {
      const client = sdk.client("sqs", { endpoint });
      const others = new AbortController();
      // All connections that a client makes to a host are taken.
      const taken = Array.from({ length: 50 }, () => getUrl(client, others.signal).catch(() => undefined));
      const end = await abortCall(sdk, (signal) => getUrl(client, signal));
      const bounded = (await openSockets(control, 50)) <= 50;
      others.abort();
      await Promise.all(taken);
      return demand(
        { ...end, bounded, sockets: await openSockets(control, 0) },
        { ...aborted(sdk), bounded: true },
      );
    },
    async start(kit) {
      const server = await kit.serve(silence);
      const target: Target = { endpoint: server.url, control: await startControl(kit, server) };
      return { target, expect: { value: held } };
    },
  },
  abortCase({
    name: "connect",
    reply: silence,
    options: { onConnect: () => false },
    secure: true,
    begin: (sdk, endpoint) => (signal) => getUrl(sdk.client("sqs", { endpoint }), signal),
  }),
  abortCase({
    name: "headers",
    reply: silence,
    begin: (sdk, endpoint) => (signal) => getUrl(sdk.client("sqs", { endpoint }), signal),
  }),
  abortCase({
    name: "body",
    reply: half,
    begin: (sdk, endpoint) => (signal) => getUrl(sdk.client("sqs", { endpoint }), signal),
  }),
  abortCase({
    name: "body, as a stream",
    reply: half,
    service: "s3",
    begin: (sdk, endpoint) => async (signal) => {
      const input = { Bucket: "bucket", Key: "key" };
      const { Body } = await sdk.client("s3", { endpoint }).call("GetObject", input, { signal });
      for await (const _ of Body) continue;
    },
  }),
  abortCase({
    name: "between attempts",
    reply: ({ socket }) =>
      void socket.write(
        "HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\nconnection: close\r\ncontent-length: 0\r\n\r\n",
      ),
    begin: (sdk, endpoint) => (signal) => getUrl(sdk.client("sqs", { endpoint }), signal),
  }),
];

const calls = 10_000;

/** One signal for many calls, as a server has for its own end. */
const sharedSignal: Case = {
  name: "10,000 calls on one signal",
  deadline: 120_000,
  async run(sdk, { endpoint }: { endpoint: string }) {
    const { signal } = new AbortController();
    const client = sdk.client("sqs", { endpoint, limits: patientLimits });
    let left = calls;
    let answered = 0;
    const lane = async (): Promise<void> => {
      while (left-- > 0) {
        const { QueueUrl } = await client.call("GetQueueUrl", { QueueName: "truth" }, { signal });
        if (QueueUrl === queueUrl) answered++;
      }
    };
    await Promise.all(Array.from({ length: 20 }, lane));
    return demand(
      { answered, listeners: getEventListeners(signal, "abort").length },
      { answered: calls, listeners: 0 },
    );
  },
  async start(kit) {
    const { url } = await kit.serve(queueUrlReply);
    return {
      target: { endpoint: url },
      expect: {
        value: held,
        requests: calls,
        check: ({ warnings }) => warnings.find((warning) => warning.startsWith("MaxListeners")),
      },
    };
  },
};

/** I1 and I2: signals. */
export const abortRows: readonly Row[] = [
  row("I1", "abort in every phase", phases),
  row("I2", "one signal for many calls", [sharedSignal]),
];

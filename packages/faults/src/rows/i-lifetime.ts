import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { row, type Case, type Row } from "../row.ts";
import { patientLimits, type AnyClient, type ClientOptions, type Sdk } from "../sdk/sdk.ts";
import type { Reply } from "../server/fault-server.ts";
import { whole } from "../server/replies.ts";
import { demand, held } from "./demand.ts";
import { queueUrl, queueUrlReply } from "./queue-url.ts";

/** Bytes that an upload is declared to have. */
const declared = 100_000;

type Fate = "fails" | "ends short" | "overruns";

/** A body that does not keep its word. */
async function* brokenBody(fate: Fate): AsyncGenerator<Buffer> {
  const pieces = fate === "overruns" ? 12 : 5;
  for (let sent = 0; sent < pieces; sent++) {
    yield Buffer.alloc(declared / 10, "x");
    await sleep(5);
  }
  if (fate === "fails") throw new Error("the disk is gone");
}

function uploadCase(fate: Fate): Case {
  return {
    name: `the source ${fate}`,
    services: ["s3"],
    fast: true,
    async run(sdk, { endpoint }: { endpoint: string }) {
      const Body = Readable.from(brokenBody(fate));
      const input = { Bucket: "bucket", Key: "key", Body, ContentLength: declared };
      try {
        return await sdk.client("s3", { endpoint }).call("PutObject", input);
      } catch (error: any) {
        // The source's own error tells more than any other.
        if (fate !== "fails" || !String(error.cause ?? error).includes("the disk is gone")) throw error;
        return demand({ destroyed: Body.destroyed }, { destroyed: true });
      }
    },
    async start(kit) {
      const server = await kit.serve(whole("", "etag: e\r\n"));
      const check = (): string | undefined =>
        server.heads <= 1 && server.requests.length === 0
          ? undefined
          : `${server.heads} requests, ${server.requests.length} of them whole`;
      return {
        target: { endpoint: server.url },
        expect: fate === "fails" ? { value: held, check } : { faults: ["Validation"], check },
      };
    },
  };
}

const objects = 1_000;

/** Downloads whose bodies nobody reads. */
function unreadCase(name: string, size: number, discard: boolean): Case {
  return {
    name,
    services: ["s3"],
    deadline: 60_000,
    async run(sdk, { endpoint }: { endpoint: string }) {
      const client = sdk.client("s3", { endpoint, limits: patientLimits });
      let left = objects;
      let answered = 0;
      const lane = async (): Promise<void> => {
        while (left-- > 0) {
          const { Body } = await client.call("GetObject", { Bucket: "bucket", Key: "key" });
          if (discard) sdk.discard(Body);
          answered++;
        }
      };
      await Promise.all(Array.from({ length: 10 }, lane));
      return answered;
    },
    async start(kit) {
      // A server hears of a connection's end a little late.
      let most = 0;
      const body = Buffer.alloc(size, "x");
      const server = await kit.serve(whole(body), {
        onConnect: () => void (most = Math.max(most, server.sockets.size)),
      });
      const check = (): string | undefined => (most <= 60 ? undefined : `${most} connections at once`);
      return { target: { endpoint: server.url }, expect: { value: objects, requests: objects, check } };
    },
  };
}

/** Milliseconds in which calls must end when their client is destroyed. */
const soon = 100;

interface Destroyed {
  readonly name: string;
  readonly reply: Reply;
  /** Calls in flight. */
  readonly calls: number;
  readonly options?: ClientOptions;
}

const getUrl = (client: AnyClient): Promise<unknown> => client.call("GetQueueUrl", { QueueName: "truth" });

async function destroyInFlight(sdk: Sdk, options: ClientOptions, calls: number): Promise<unknown> {
  const client = sdk.client("sqs", options);
  let from = NaN;
  const ends = Array.from({ length: calls }, () =>
    getUrl(client).then(
      () => "value",
      (error: unknown) => {
        const took = performance.now() - from;
        if (took > soon) return `an error after ${Math.round(took)} ms`;
        return sdk.classify(error).class === "Untyped" ? "an untyped error" : "an error";
      },
    ),
  );
  await sleep(200);
  from = performance.now();
  client.destroy();
  const counts: Record<string, number> = {};
  const stop = new AbortController();
  const late = sleep(2_000, "still waiting", { signal: stop.signal }).catch(() => "");
  for (const end of ends) {
    const how = await Promise.race([end, late]);
    counts[how] = (counts[how] ?? 0) + 1;
  }
  stop.abort();
  return demand(counts, { "an error": calls });
}

function destroyCase({ name, reply, calls, options = {} }: Destroyed): Case {
  return {
    name,
    fast: true,
    run: (sdk, { endpoint }: { endpoint: string }) => destroyInFlight(sdk, { endpoint, ...options }, calls),
    async start(kit) {
      const { url } = await kit.serve(reply);
      return { target: { endpoint: url }, expect: { value: held } };
    },
  };
}

const silence: Reply = () => undefined;
const half: Reply = ({ socket }) => void socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{");
const later: Reply = whole("", "retry-after: 5\r\n", "503 Service Unavailable");

/** A process that has made its call. */
const idle: Case = {
  name: "idle connections, no destroy",
  exitLimit: 200,
  fast: true,
  run: async (sdk, { endpoint }: { endpoint: string }) => getUrl(sdk.client("sqs", { endpoint })),
  async start(kit) {
    const { url } = await kit.serve(queueUrlReply);
    return { target: { endpoint: url }, expect: { value: { QueueUrl: queueUrl }, requests: 1 } };
  },
};

/** I3 to I6: sources, sockets and ends. */
export const lifetimeRows: readonly Row[] = [
  row("I3", "uploads whose source breaks", (["fails", "ends short", "overruns"] as const).map(uploadCase)),
  row("I4", "1,000 unread bodies", [
    unreadCase("1 KB, forgotten", 1_000, false),
    unreadCase("100 KB, given up", 100_000, true),
  ]),
  row("I5", "destroy with calls in flight", [
    destroyCase({ name: "waiting for headers", reply: silence, calls: 20 }),
    destroyCase({ name: "waiting for a body", reply: half, calls: 20 }),
    destroyCase({ name: "waiting for a connection", reply: silence, calls: 60 }),
    destroyCase({ name: "waiting to try again", reply: later, calls: 20 }),
    destroyCase({
      name: "waiting for credentials",
      reply: queueUrlReply,
      calls: 20,
      options: { credentials: () => new Promise(() => undefined) },
    }),
  ]),
  row("I6", "the process ends by itself", [idle]),
];

import { setImmediate as turn, setTimeout as sleep } from "node:timers/promises";
import { row, type Case, type Expectation, type Row, type RunInfo } from "../row.ts";
import type { Sdk } from "../sdk/sdk.ts";
import {
  chunkOf,
  event,
  eventsHead,
  flipped,
  frame,
  lastChunk,
  prelude,
  sealed,
  textHeader,
  type FrameHeader,
} from "../server/event-frames.ts";
import type { Reply } from "../server/fault-server.ts";
import { play, type Step } from "../server/replies.ts";

const chunkEvent = (text: string): Buffer => event("PayloadChunk", text, "application/octet-stream");

const complete: Buffer = event("InvokeComplete", "{}");

/** Frames as chunks of one response. */
function events(...steps: readonly Step[]): Reply {
  const framed = steps.map((step) => (step instanceof Uint8Array ? chunkOf(step) : step));
  return ({ socket }) => play(socket, eventsHead, ...framed);
}

/** A function's response as events; what is returned tells each event by its member and its text. */
async function invoke(sdk: Sdk, { endpoint }: { endpoint: string }): Promise<unknown> {
  const client = sdk.client("lambda", { endpoint });
  const { EventStream } = await client.call("InvokeWithResponseStream", { FunctionName: "truth" });
  const seen: string[] = [];
  for await (const one of EventStream) {
    const [member = "", value] = Object.entries(one as Record<string, any>)[0] ?? [];
    seen.push(member === "PayloadChunk" ? Buffer.from(value.Payload).toString() : member);
  }
  return seen;
}

function invokeCase(
  name: string,
  reply: Reply,
  expect: Expectation | ((run: RunInfo) => Expectation),
  more: Partial<Case> = {},
): Case {
  return {
    name,
    services: ["lambda"],
    fast: true,
    run: invoke,
    async start(kit, run) {
      const { url } = await kit.serve(reply);
      return { target: { endpoint: url }, expect: typeof expect === "function" ? expect(run) : expect };
    },
    ...more,
  };
}

/** A good event, then bytes that are none. The connection stays open: nothing but the bytes tells. */
function brokenCase(name: string, bytes: Uint8Array, more: Partial<Case> = {}): Case {
  return invokeCase(name, events(chunkEvent("good"), bytes), { faults: ["Integrity"] }, more);
}

/** A good event with one header more. */
function withHeader(...headers: FrameHeader[]): Buffer {
  return frame(
    [textHeader(":message-type", "event"), textHeader(":event-type", "PayloadChunk"), ...headers],
    "x",
  );
}

async function subscribe(sdk: Sdk, { endpoint }: { endpoint: string }): Promise<unknown> {
  const input = { ConsumerARN: "arn:aws:kinesis:us-east-1:1:stream/s/consumer/c:1", ShardId: "s" };
  const start = { StartingPosition: { Type: "LATEST" } };
  const client = sdk.client("kinesis", { endpoint });
  const { EventStream } = await client.call("SubscribeToShard", { ...input, ...start });
  const seen: string[] = [];
  for await (const one of EventStream) seen.push(Object.keys(one as object)[0] ?? "");
  return seen;
}

const initial: Buffer = event("initial-response", "{}");

const shardEvent: Buffer = event(
  "SubscribeToShardEvent",
  '{"Records":[],"ContinuationSequenceNumber":"1","MillisBehindLatest":0}',
);

function shardCase(name: string, expect: Expectation, ...steps: Step[]): Case {
  return invokeCase(name, events(...steps), expect, { services: ["kinesis"], run: subscribe, fast: false });
}

function exception(type: string): Buffer {
  const headers = [textHeader(":message-type", "exception"), textHeader(":exception-type", type)];
  return frame([...headers, textHeader(":content-type", "application/json")], '{"message":"no"}');
}

const errorFrame: Buffer = frame([
  textHeader(":message-type", "error"),
  textHeader(":error-code", "Broken"),
  textHeader(":error-message", "no"),
]);

const crowd = 100_000;

/** Counts events only: there are many. */
async function countEvents(sdk: Sdk, { endpoint }: { endpoint: string }): Promise<unknown> {
  const client = sdk.client("lambda", { endpoint });
  const { EventStream } = await client.call("InvokeWithResponseStream", { FunctionName: "truth" });
  let chunks = 0;
  for await (const one of EventStream)
    if ((one as object as { PayloadChunk?: unknown }).PayloadChunk) chunks++;
  return { chunks };
}

const many: Case = invokeCase(
  `${crowd} frames in one chunk`,
  ({ socket }) => {
    const frames = Buffer.concat([...Array<Buffer>(crowd).fill(chunkEvent("x")), complete]);
    return play(socket, eventsHead, chunkOf(frames), lastChunk);
  },
  { value: { chunks: crowd } },
  { run: countEvents },
);

const byteByByte: Case = invokeCase(
  "one frame in chunks of a byte",
  async ({ socket }) => {
    socket.setNoDelay(true);
    socket.write(eventsHead);
    for (const byte of Buffer.concat([chunkEvent("x".repeat(3_000)), complete])) {
      socket.write(chunkOf(Buffer.from([byte])));
      await turn();
    }
    socket.write(lastChunk);
  },
  { value: ["x".repeat(3_000), "InvokeComplete"] },
);

const mark = "LEFT AT ";

/** The consumer leaves after one event, while the server goes on. */
const leaves: Case = {
  name: "break",
  services: ["lambda"],
  fast: true,
  async start(kit) {
    let closed = Infinity;
    const { url } = await kit.serve(async ({ socket }) => {
      socket.once("close", () => (closed = Date.now()));
      socket.write(eventsHead);
      while (!socket.destroyed) await play(socket, chunkOf(chunkEvent("more")), 20);
    });
    return {
      target: { endpoint: url },
      expect: {
        value: { seen: 1 },
        check({ output }) {
          const late = closed - Number(output.split(mark)[1]?.split("\n")[0]);
          return late < 100 ? undefined : `the socket closed ${late} ms after the consumer left`;
        },
      },
    };
  },
  async run(sdk, { endpoint }: { endpoint: string }) {
    const client = sdk.client("lambda", { endpoint });
    const { EventStream } = await client.call("InvokeWithResponseStream", { FunctionName: "truth" });
    let seen = 0;
    for await (const _ of EventStream) {
      seen++;
      break;
    }
    console.log(`${mark}${Date.now()}`);
    await sleep(300);
    return { seen };
  },
};

const otherTypes = [10, 128, 255];

/** E6–E15: streams of events that are read. */
export const eventRows: readonly Row[] = [
  row("E6", "wrong checksum of a frame", [
    brokenCase("prelude", flipped(chunkEvent("bad"), 9)),
    brokenCase("message", flipped(chunkEvent("bad"), -1)),
    brokenCase("payload", flipped(chunkEvent("bad"), -6)),
  ]),
  row("E7", "impossible lengths", [
    brokenCase("total 3", prelude(3, 0)),
    brokenCase("total 16, headers 5", sealed(16, 5, Buffer.alloc(0))),
    brokenCase("headers past the end", sealed(30, 4_000, Buffer.alloc(14))),
  ]),
  row("E8", "enormous lengths", [
    brokenCase("1 GiB", prelude(2 ** 30, 0)),
    brokenCase("0xFFFFFFF0", prelude(0xfffffff0, 0)),
  ]),
  row("E9", "headers that are none", [
    ...otherTypes.map((type) => brokenCase(`type ${type}`, withHeader(["x", type, Buffer.from([0])]))),
    brokenCase("twice", withHeader(textHeader("x", "1"), textHeader("x", "2"))),
    brokenCase("no name", withHeader(textHeader("", "1"))),
  ]),
  row("E10", "end within a frame", [
    invokeCase("last chunk", events(chunkEvent("good"), chunkEvent("cut").subarray(0, 30), lastChunk), {
      faults: ["Integrity truncated"],
    }),
  ]),
  row("E11", "end between frames, without an end event", [
    invokeCase("last chunk", events(chunkEvent("good"), lastChunk), {
      value: ["good"],
      faults: ["Integrity", "Parse"],
    }),
  ]),
  row("E12", "events that are not in the model", [
    // The peer leaves out events that it does not know: not what we want, but no wrong data either.
    invokeCase(
      "unknown event",
      events(chunkEvent("good"), event("Novelty", "{}"), complete, lastChunk),
      ({ sdk }) => ({
        value: sdk === "inia" ? ["good", "$unknown", "InvokeComplete"] : ["good", "InvokeComplete"],
      }),
    ),
    shardCase(
      "exception",
      { faults: ["Service ResourceInUseException"] },
      initial,
      shardEvent,
      exception("ResourceInUseException"),
    ),
    shardCase("error", { faults: ["Service Broken"] }, initial, shardEvent, errorFrame),
    shardCase(
      "unknown exception",
      { faults: ["Service Novelty"] },
      initial,
      shardEvent,
      exception("Novelty"),
    ),
  ]),
  row("E13", "no initial response", [
    shardCase("event first", { faults: ["Parse"], truth: ["SubscribeToShardEvent"] }, shardEvent, lastChunk),
  ]),
  row("E14", "frames small and cut small", [many, byteByByte]),
  row("E15", "consumer leaves", [leaves]),
];

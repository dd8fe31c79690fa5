import { row, type Case, type Row, type RunInfo } from "../row.ts";
import type { Kit } from "../server/kit.ts";
import { frames, serveFrames, serveHttp2, type ServerHttp2Stream, type Speaker } from "../server/http2.ts";
import { conversationCase, converse, monologueCase, truthEvent, words } from "./conversation.ts";

const truth = ["truth"];

const headers = { ":status": 200, "content-type": "application/vnd.amazon.eventstream" };

/** The whole of a right response. */
function answer(stream: ServerHttp2Stream, run: RunInfo): void {
  stream.resume();
  stream.respond(headers);
  stream.end(truthEvent(run));
}

/** The whole of a right response, in frames: its END_STREAM flag is on the data. */
function say(speaker: Speaker, stream: number, run: RunInfo): void {
  speaker.ok(stream);
  speaker.frame(frames.data, 1, stream, truthEvent(run));
}

/** The first request meets a fault, the others are answered. */
function once(fault: (speaker: Speaker, stream: number) => void) {
  return (kit: Kit, run: RunInfo) => {
    let seen = 0;
    return serveFrames(kit, (speaker, { type, stream }) => {
      if (type !== frames.headers) return;
      if (++seen === 1) fault(speaker, stream);
      else say(speaker, stream, run);
    });
  };
}

/** Every request meets a fault. */
function always(fault: (speaker: Speaker, stream: number) => void) {
  return (kit: Kit) =>
    serveFrames(kit, (speaker, { type, stream }) => {
      if (type === frames.headers) fault(speaker, stream);
    });
}

/** The connection is closed for new streams while one is open, which goes on. */
const goawayAfter: Case = {
  name: "after the stream",
  services: ["bidirectional"],
  async start(kit, run) {
    const server = await serveHttp2(kit, (stream, n) => {
      if (n === 1) stream.session!.goaway(0, stream.id!);
      answer(stream, run);
    });
    return { target: { endpoint: server.url }, expect: { value: [truth, truth] } };
  },
  async run(sdk, { endpoint }: { endpoint: string }) {
    const client = sdk.client("bidirectional", { endpoint });
    return [await converse(sdk, client), await converse(sdk, client)];
  },
};

const cancel = 8;
const internal = 2;
const refused = 7;
const calm = 11;

function resetAfterHead(code: number): (speaker: Speaker, stream: number) => void {
  return (speaker, stream) => {
    speaker.ok(stream);
    setTimeout(() => speaker.reset(stream, code), 50);
  };
}

/** So many conversations at a time; gives how many were right, and how the others ended. */
const crowd: Case = {
  name: "20 conversations",
  services: ["bidirectional"],
  async start(kit, run) {
    const server = await serveHttp2(kit, (stream) => answer(stream, run), { maxConcurrentStreams: 1 });
    const check = (): string | undefined =>
      server.busiest <= 1 ? undefined : `${server.busiest} streams were open at a time`;
    return { target: { endpoint: server.url }, expect: { value: { right: 20 }, check } };
  },
  async run(sdk, { endpoint }: { endpoint: string }) {
    const client = sdk.client("bidirectional", { endpoint });
    const heard = await Promise.all(Array.from({ length: 20 }, () => converse(sdk, client, words(1))));
    return { right: heard.filter((one) => one.join() === truth.join()).length };
  },
};

const lost: Case = {
  name: "20 conversations",
  services: ["bidirectional"],
  async start(kit) {
    const server = await serveHttp2(kit, (stream, n) => {
      stream.resume();
      if (n <= 10) stream.respond(headers);
      if (n === 20) setTimeout(() => server.sockets.forEach((socket) => socket.resetAndDestroy()), 100);
      if (n > 20) stream.session!.destroy();
    });
    return { target: { endpoint: server.url }, expect: { value: { failed: 20, untyped: 0 } } };
  },
  async run(sdk, { endpoint }: { endpoint: string }) {
    const client = sdk.client("bidirectional", { endpoint, maxAttempts: 1 });
    const calls = Array.from({ length: 20 }, () => converse(sdk, client, words()));
    const ended = await Promise.allSettled(calls);
    const faults = ended.flatMap((one) => (one.status === "rejected" ? [sdk.classify(one.reason)] : []));
    return { failed: faults.length, untyped: faults.filter((fault) => fault.class === "Untyped").length };
  },
};

const deaf = (kit: Kit): ReturnType<typeof serveFrames> => serveFrames(kit, () => undefined);

const noWindow = (kit: Kit): ReturnType<typeof serveHttp2> =>
  serveHttp2(kit, (stream) => stream.respond(headers), { initialWindowSize: 0 });

/** H: HTTP/2. */
export const familyH: readonly Row[] = [
  row("H1", "connection goes away", [
    conversationCase(
      "before the stream",
      once((speaker) => speaker.goaway(0, 0)),
      { value: truth, requests: 2 },
    ),
    goawayAfter,
  ]),
  row("H2", "enhance your calm, each time", [
    conversationCase(
      "always",
      always((speaker) => speaker.goaway(0, calm)),
      {
        faults: ["Transport HTTP2_ENHANCE_YOUR_CALM"],
        requests: 2,
      },
    ),
  ]),
  row("H3", "stream refused", [
    conversationCase(
      "once",
      once((speaker, stream) => speaker.reset(stream, refused)),
      { value: truth, requests: 2 },
    ),
  ]),
  row("H4", "stream reset", [
    ...[cancel, internal].map((code) =>
      monologueCase(
        `code ${code} before the head`,
        always((speaker, stream) => speaker.reset(stream, code)),
        {
          faults: ["Transport HTTP2_CANCEL|HTTP2_INTERNAL_ERROR"],
        },
      ),
    ),
    ...[cancel, internal].map((code) =>
      monologueCase(`code ${code} after the head`, always(resetAfterHead(code)), {
        faults: ["Integrity truncated"],
      }),
    ),
  ]),
  row(
    "H5",
    "no answer, not to pings either",
    [monologueCase("always", deaf, { faults: ["Timeout headers|connect|upload"] })],
    {
      waits: true,
    },
  ),
  row("H6", "one stream at a time", [crowd]),
  row(
    "H7",
    "window that never opens",
    [monologueCase("always", noWindow, { faults: ["Timeout upload|body"] })],
    {
      waits: true,
    },
  ),
  row("H8", "connection lost under 20 streams", [lost]),
];

/** E16: errors while the caller talks. */
export const duplexRows: readonly Row[] = [
  row("E16", "error while we write", [
    monologueCase(
      "status 400",
      (kit) =>
        serveHttp2(kit, (stream) => {
          const type = "BadRequestException";
          stream.respond({ ":status": 400, "content-type": "application/json", "x-amzn-errortype": type });
          stream.end(JSON.stringify({ Message: "no" }));
        }),
      { faults: ["Service 400"] },
    ),
    monologueCase(
      "status 400, then reset",
      (kit) =>
        serveHttp2(kit, (stream) => {
          stream.respond({
            ":status": 400,
            "content-type": "application/json",
            "x-amzn-errortype": "BadRequestException",
          });
          stream.write(JSON.stringify({ Message: "no" }));
          stream.end(() => stream.close());
        }),
      { faults: ["Service 400", "Transport", "Integrity"] },
    ),
    monologueCase(
      "reset",
      always((speaker, stream) => setTimeout(() => speaker.reset(stream, internal), 50)),
      {
        faults: ["Transport"],
      },
    ),
  ]),
];

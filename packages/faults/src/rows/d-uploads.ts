import { Readable } from "node:stream";
import { row, type Case, type Row } from "../row.ts";
import type { Sdk } from "../sdk/sdk.ts";
import type { ServeOptions } from "../server/fault-server.ts";
import { atFirst, play, response, whole } from "../server/replies.ts";
import { demand, held } from "./demand.ts";
import { statusLine, xmlError, xmlErrorBody } from "./error-answers.ts";

/** Bytes of the object. */
const size = 262_144;

/** A piece of the object, as its stream yields it. */
const piece = 16_384;

const content = (): Buffer => Buffer.alloc(size, "parcel ");

/** The object as a stream that is read once. */
function* pieces(): Generator<Buffer> {
  const all = content();
  for (let at = 0; at < size; at += piece) yield all.subarray(at, at + piece);
}

type BodyKind = "buffer" | "factory" | "stream";

/** The body of a PutObject. The peer has no factories: what it sends again is bytes. */
function bodyOf(kind: BodyKind, sdk: Sdk): Buffer | Readable | (() => Readable) {
  if (kind === "stream") return Readable.from(pieces());
  if (kind === "buffer" || sdk.name === "aws-sdk-v3") return content();
  return () => Readable.from(pieces());
}

interface Target {
  readonly endpoint: string;
  readonly kind: BodyKind;
}

function putObject(sdk: Sdk, { endpoint }: Target, Body: unknown): Promise<unknown> {
  return sdk
    .client("s3", { endpoint })
    .call("PutObject", { Bucket: "bucket", Key: "key", ContentLength: size, Body });
}

const slowDown = xmlError(503, "SlowDown");
const done = whole("", "etag: e\r\n");

/** Whether a request's body ends with the whole object, in chunks or not. */
function isWhole(body: Buffer | undefined): boolean {
  const plain = Buffer.concat([...chunksOf(body ?? Buffer.alloc(0))]);
  return plain.equals(content()) || (body?.equals(content()) ?? false);
}

function* chunksOf(body: Buffer): Generator<Buffer> {
  for (let at = 0; ;) {
    const line = body.indexOf("\r\n", at);
    const length = Number.parseInt(body.subarray(at, line < 0 ? at : line).toString("latin1"), 16);
    if (!(length > 0)) return;
    yield body.subarray(line + 2, line + 2 + length);
    at = line + 2 + length + 2;
  }
}

/** The first request is answered with 503; the second must bring the whole object. */
function againCase(name: string, kind: BodyKind, options?: ServeOptions): Case {
  return {
    name,
    services: ["s3"],
    run: (sdk, target: Target) => putObject(sdk, target, bodyOf(target.kind, sdk)),
    fast: true,
    async start(kit) {
      const refused = options === undefined ? 1 : 0;
      const server = await kit.serve(atFirst(slowDown, done, refused), options);
      return {
        target: { endpoint: server.url, kind },
        expect: {
          value: { ETag: "e" },
          check: () => {
            if (server.heads !== 2) return `${server.heads} requests`;
            return isWhole(server.requests.at(-1)?.body)
              ? undefined
              : "another object than the one that was given";
          },
        },
      };
    },
  };
}

const refusal = response(xmlErrorBody("SlowDown"), "connection: close\r\n", statusLine(503));

/** Refuses the first request when only its head has come. */
const unread: ServeOptions = {
  onHead(socket, _head, n) {
    if (n > 1) return false;
    socket.end(refusal);
    return true;
  },
};

/** Refuses as soon as some of the body has come. */
const halfRead: Case = {
  name: "half-read one-shot",
  services: ["s3"],
  async run(sdk, target: Target) {
    const body = Readable.from(pieces());
    const error = await putObject(sdk, target, body).then(
      () => undefined,
      (cause: unknown) => cause,
    );
    const { class: kind, status } = sdk.classify(error);
    return demand(
      { fault: `${kind} ${status}`, destroyed: body.destroyed },
      { fault: "Service 503", destroyed: true },
    );
  },
  fast: true,
  async start(kit) {
    const server = await kit.serve(done, {
      onHead: (socket) => void socket.once("data", () => void play(socket, refusal, "FIN")),
    });
    return {
      target: { endpoint: server.url, kind: "stream" },
      expect: {
        value: held,
        check: () => (server.heads === 1 ? undefined : `${server.heads} requests`),
      },
    };
  },
};

/** D18: an upload is refused at first. */
export const uploadRows: readonly Row[] = [
  row("D18", "503 to an upload", [
    againCase("buffer", "buffer"),
    againCase("factory", "factory"),
    againCase("unread one-shot", "stream", unread),
    halfRead,
  ]),
];

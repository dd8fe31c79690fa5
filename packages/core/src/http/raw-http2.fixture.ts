import { createServer, type AddressInfo, type Socket } from "node:net";

/** Types of frames (RFC 9113, section 6). */
export const frames = { data: 0, headers: 1, reset: 3, settings: 4, ping: 6, goaway: 7 } as const;

/** A frame as it came. */
export interface Frame {
  readonly type: number;
  readonly flags: number;
  readonly stream: number;
  readonly payload: Buffer;
  /** Connection it came on, from 1. */
  readonly connection: number;
}

/** A loopback server that speaks HTTP/2 in raw frames, for what `node:http2` would not do. */
export interface RawHttp2Server {
  readonly url: string;
  readonly sockets: Set<Socket>;
  /** Streams that were opened, on all connections. */
  opened: number;
  close(): Promise<void>;
}

/** What a connection can say. */
export interface Speaker {
  frame(type: number, flags: number, stream: number, payload?: readonly number[] | Uint8Array): void;
  /** The head of a response with the status 200. */
  ok(stream: number): void;
  goaway(last: number, code: number): void;
  reset(stream: number, code: number): void;
}

const preface = 24;

function speakerOf(socket: Socket): Speaker {
  const frame: Speaker["frame"] = (type, flags, stream, payload = []) => {
    const head = Buffer.alloc(9);
    head.writeUIntBE(payload.length, 0, 3);
    head[3] = type;
    head[4] = flags;
    head.writeUInt32BE(stream, 5);
    socket.write(Buffer.concat([head, Uint8Array.from(payload)]));
  };
  return {
    frame,
    // 0x88 is the static entry `:status: 200` of HPACK.
    ok: (stream) => frame(frames.headers, 4, stream, [0x88]),
    goaway: (last, code) => frame(frames.goaway, 0, 0, [0, 0, 0, last, 0, 0, 0, code]),
    reset: (stream, code) => frame(frames.reset, 0, stream, [0, 0, 0, code]),
  };
}

/** Starts a server. It says its SETTINGS and acknowledges the client's; all else is `reply`'s affair, pings too. */
export async function startRawHttp2Server(
  reply: (say: Speaker, frame: Frame) => void,
): Promise<RawHttp2Server> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    const connection = ++connections;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => socket.destroy());
    const say = speakerOf(socket);
    say.frame(frames.settings, 0, 0);
    let buffer = Buffer.alloc(0);
    let skipped = false;
    socket.on("data", (chunk) => {
      buffer = Buffer.concat([buffer, chunk]);
      if (!skipped && buffer.length >= preface) {
        buffer = buffer.subarray(preface);
        skipped = true;
      }
      while (skipped && buffer.length >= 9) {
        const end = 9 + buffer.readUIntBE(0, 3);
        if (buffer.length < end) return;
        const frame = {
          type: buffer[3]!,
          flags: buffer[4]!,
          stream: buffer.readUInt32BE(5),
          payload: buffer.subarray(9, end),
          connection,
        };
        buffer = buffer.subarray(end);
        if (frame.type === frames.settings && frame.flags === 0) say.frame(frames.settings, 1, 0);
        if (frame.type === frames.headers) result.opened++;
        reply(say, frame);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const result: RawHttp2Server = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sockets,
    opened: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return result;
}

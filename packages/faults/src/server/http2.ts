import type { ServerHttp2Stream, Settings } from "node:http2";
import { startHttp2Server, type Http2TestServer } from "../../../core/src/http/http2-server.fixture.ts";
import {
  frames,
  startRawHttp2Server,
  type Frame,
  type RawHttp2Server,
  type Speaker,
} from "../../../core/src/http/raw-http2.fixture.ts";
import type { Kit } from "./kit.ts";

export { frames };
export type { Frame, RawHttp2Server, ServerHttp2Stream, Speaker };

/** Starts a server that speaks HTTP/2 as it should. `n` counts streams from 1. */
export async function serveHttp2(
  kit: Kit,
  reply: (stream: ServerHttp2Stream, n: number) => void,
  settings?: Settings,
): Promise<Http2TestServer> {
  const server = await startHttp2Server(reply, settings && { settings });
  const { sockets, requests, sessions } = server;
  kit.watch({ sockets, requests, get connections() { return sessions.length; } }); // prettier-ignore
  kit.after(() => server.close());
  return server;
}

/** Starts a server that says HTTP/2 frames as `reply` has it. */
export async function serveFrames(
  kit: Kit,
  reply: (say: Speaker, frame: Frame) => void,
): Promise<RawHttp2Server> {
  let connections = 0;
  const server = await startRawHttp2Server((say, frame) => {
    connections = Math.max(connections, frame.connection);
    reply(say, frame);
  });
  kit.watch({
    sockets: server.sockets,
    get connections() {
      return connections;
    },
    requests: {
      get length() {
        return server.opened;
      },
    },
  });
  kit.after(() => server.close());
  return server;
}

import { request } from "node:http";
import type { ServerCounts, ServerMode } from "./server/server-state.ts";
import type { ObjectFacts } from "./server/object-stream.ts";

/** Orders to the server. */
export interface LoadControl {
  /** Changes how it answers and forgets its counts. */
  mode(mode: ServerMode): Promise<void>;
  counts(): Promise<ServerCounts & { readonly open: number }>;
  facts(bytes: number): Promise<ObjectFacts>;
}

/** Talks to the control port of the server. */
export function createControl(port: number): LoadControl {
  const ask = <T>(path: string, body?: object): Promise<T> =>
    new Promise((resolve, reject) => {
      const asked = request({ port, path, method: body ? "POST" : "GET", agent: false }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => (text += part));
        response.on("end", () => resolve(JSON.parse(text) as T)).on("error", reject);
      });
      asked.on("error", reject).end(body && JSON.stringify(body));
    });
  return {
    mode: (mode) => ask("/mode", mode),
    counts: () => ask("/counts"),
    facts: (bytes) => ask(`/facts?bytes=${bytes}`),
  };
}

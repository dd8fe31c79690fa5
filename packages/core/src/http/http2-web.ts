import type { Transport } from "./messages.ts";
import { oneWay } from "./transport-errors.ts";

/** There is nothing here that sends and receives at the same time: `fetch` answers when the request is complete. Throws {@link ConfigError}. */
export function createHttp2Transport(): Transport {
  throw oneWay("fetch");
}

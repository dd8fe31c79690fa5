import { ConfigError } from "../errors/errors.ts";
import type { Transport } from "./messages.ts";

/** There is nothing here that sends and receives at the same time: `fetch` answers when the request is complete. Throws {@link ConfigError}. */
export function createHttp2Transport(): Transport {
  throw new ConfigError({
    what: "streams of events in both directions need HTTP/2 as Node has it; fetch cannot send and receive at once",
  });
}

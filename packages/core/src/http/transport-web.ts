import { createFetchTransport } from "./fetch-transport.ts";
import type { Transport } from "./messages.ts";

let shared: Transport | undefined;

/** The transport of clients that were given none: one for the page or worker, on `fetch`. */
export function defaultTransport(): Transport {
  return (shared ??= createFetchTransport());
}

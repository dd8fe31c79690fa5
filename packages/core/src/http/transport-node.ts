import type { Transport } from "./messages.ts";
import { createNodeTransport } from "./node-transport.ts";

let shared: Transport | undefined;

/** The transport of clients that were given none: one for the process, on `node:http`. */
export function defaultTransport(): Transport {
  return (shared ??= createNodeTransport());
}

import { createFetchTransport } from "./fetch-transport.ts";
import type { Transport } from "./messages.ts";

/** The transport of a client that was given none, on `fetch`, which has the platform's own certificates. */
export async function defaultTransport(): Promise<Transport> {
  return createFetchTransport();
}

import { ConfigError } from "../errors/errors.ts";
import type { Transport } from "./messages.ts";
import { createNodeTransport } from "./node-transport.ts";

/**
 * The transport of a client that was given none, on `node:http`. `caBundle` names a file with the certificates to trust in
 * place of the platform's (`AWS_CA_BUNDLE`).
 */
export async function defaultTransport(caBundle?: string): Promise<Transport> {
  if (caBundle === undefined) return createNodeTransport();
  const { readFile } = await import("node:fs/promises");
  try {
    return createNodeTransport({ ca: await readFile(caBundle) });
  } catch (cause) {
    throw new ConfigError({ what: `the certificate bundle ${caBundle} cannot be read`, cause });
  }
}

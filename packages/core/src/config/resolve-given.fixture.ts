import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { Transport } from "../http/messages.ts";
import type { Protocol } from "../protocols/protocol.ts";
import type { ClientConfig } from "./client-config.ts";
import { createEnvironment } from "./environment-node.ts";
import { readS3Settings } from "./s3-settings.ts";
import { resolveConfig, type ResolvedConfig } from "./settings.ts";

/** What settings are read from. */
export interface Given {
  config?: ClientConfig;
  variables?: Record<string, string>;
  /** Keys of the default profile, or a whole config file when it begins with `[`. */
  profile?: string;
  /** The credentials file. */
  credentials?: string;
  service?: string;
  transport?: Transport;
}

/** The protocol of the service whose settings are read. */
export const protocol = { name: "json" } as Protocol;

const home = mkdtempSync(join(tmpdir(), "settings-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
let homes = 0;

/** Reads settings in a home folder of its own. */
export function resolveGiven(given: Given): Promise<ResolvedConfig> {
  const { config = {}, variables = {}, profile, credentials, service = "S3", transport } = given;
  const own = join(home, String(homes++));
  mkdirSync(join(own, ".aws"), { recursive: true });
  if (profile)
    writeFileSync(join(own, ".aws/config"), profile.startsWith("[") ? profile : `[default]\n${profile}`);
  if (credentials) writeFileSync(join(own, ".aws/credentials"), credentials);
  const environment = createEnvironment({ HOME: own, ...variables });
  const customizations = service === "S3" ? [{ settings: readS3Settings }] : [];
  return resolveConfig(config, { id: service, protocol, customizations }, environment, transport);
}

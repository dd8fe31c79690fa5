import type { Transport } from "../http/messages.ts";
import type { DefaultsMode } from "./client-config.ts";
import type { Environment } from "./environment.ts";
import { openInstanceMetadata } from "./instance-metadata.ts";

/**
 * What `defaultsMode: "auto"` stands for here: `in-region` where the program runs in the region it calls,
 * `cross-region` where it runs in another, `standard` where that cannot be known.
 */
export async function detectDefaultsMode(
  environment: Environment,
  region: unknown,
  transport: Transport | undefined,
): Promise<Exclude<DefaultsMode, "auto">> {
  const target = typeof region === "function" ? await region() : region;
  const here = await currentRegion(environment, transport);
  if (!here || !target) return "standard";
  return here === target ? "in-region" : "cross-region";
}

async function currentRegion(environment: Environment, transport?: Transport): Promise<string | undefined> {
  const { env } = environment;
  if (env("AWS_EXECUTION_ENV")) return env("AWS_REGION") ?? env("AWS_DEFAULT_REGION");
  if (!transport) return undefined;
  try {
    const read = await openInstanceMetadata({ environment, transport });
    return await read?.("/latest/meta-data/placement/region");
  } catch {
    return undefined; // not on an instance, which is an answer too
  }
}

import type { Client } from "../client/client.ts";
import { describeSettings, type DescribedSettings } from "../config/describe-settings.ts";

/**
 * Every setting of a client, and where each was found: in the code, in a variable, in a profile, or nowhere, so that it
 * has its default. It may be printed, since it holds no secret. No request is sent, but files are read as by a first call.
 *
 * @throws {@link ConfigError} for a value that is not allowed and for a profile that does not exist.
 */
export async function describeConfig(client: Client): Promise<DescribedSettings> {
  const { settings, timeouts, environment } = await client.context();
  return describeSettings(settings, timeouts, environment);
}

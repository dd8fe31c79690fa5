import type { Environment } from "../config/environment.ts";
import { findProfile, profileName } from "../config/profile.ts";
import { ConfigError } from "../errors/errors.ts";

/** Where events go, and whom they come from. */
export interface MonitoringSettings {
  readonly host: string;
  readonly port: number;
  readonly clientId: string;
}

/**
 * Reads the settings of client-side monitoring: variables `AWS_CSM_ENABLED`, `AWS_CSM_HOST`, `AWS_CSM_PORT` and
 * `AWS_CSM_CLIENT_ID`, then keys `csm_enabled`, `csm_host`, `csm_port` and `csm_client_id` of the profile. Undefined when it is
 * not enabled. Throws {@link ConfigError} for a value that is not allowed.
 */
export async function readMonitoringSettings(
  environment: Environment,
  profile?: string,
): Promise<MonitoringSettings | undefined> {
  const { section } = findProfile(await environment.files(), profileName(environment.env, profile));
  const read = (name: string): string | undefined => {
    const value = environment.env(`AWS_CSM_${name.toUpperCase()}`) ?? section.get(`csm_${name}`);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const enabled = read("enabled")?.toLowerCase() ?? "false";
  if (!/^(true|false)$/.test(enabled))
    throw new ConfigError({ what: `csm_enabled is true or false, not ${enabled}` });
  if (enabled === "false") return undefined;
  const port = Number(read("port") ?? 31000);
  if (!(Number.isInteger(port) && port > 0 && port < 65536))
    throw new ConfigError({ what: "csm_port is no port" });
  const clientId = read("client_id") ?? "";
  if (clientId.length > 255) throw new ConfigError({ what: "csm_client_id is longer than 255 characters" });
  return { host: read("host") ?? "127.0.0.1", port, clientId };
}

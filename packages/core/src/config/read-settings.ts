import type { Transport } from "../http/messages.ts";
import type { ClientConfig } from "./client-config.ts";
import { configuredEndpointUrl } from "./endpoint-url.ts";
import type { Environment, LoadedSettings } from "./environment.ts";
import { textOf } from "./text-of.ts";
import { findProfile, placeOf, profileName } from "./profile.ts";
import { camelCase, parseSetting, type OwnSettings, type SettingsReader } from "./setting.ts";
import { optionExceptions, settings, variableExceptions } from "./settings-table.ts";

/**
 * Reads what `config` leaves out, from the environment, then from the active profile. Throws {@link ConfigError} for a
 * value that is not allowed and for a profile that does not exist.
 */
export async function readSettings(
  environment: Environment,
  config: ClientConfig,
  serviceId: string,
  transport?: Transport,
  own?: OwnSettings,
): Promise<LoadedSettings> {
  const { env } = environment;
  const files = await environment.files();
  const profile = findProfile(files, profileName(env, config.profile));
  const values: Record<string, unknown> = { profile: profile.name };
  const sources: Record<string, string> = {};
  const find: SettingsReader["find"] = (variables, key) => {
    const variable = variables.find(env);
    if (variable) return [env(variable)!, variable];
    const text = textOf(profile.section, key);
    return text === undefined ? undefined : [text, placeOf(files, profile, key)];
  };
  const take: SettingsReader["take"] = (option, kind, found, into = values, path = option) => {
    if (!found) return;
    into[option] = parseSetting(kind, ...found);
    sources[path] = found[1];
  };

  for (const key in settings) {
    const option = optionExceptions[key] ?? camelCase(key);
    if (config[option as keyof ClientConfig] !== undefined) continue;
    take(option, settings[key]!, find(variableExceptions[key] ?? [`AWS_${key.toUpperCase()}`], key));
    if (option === "injectHostPrefix" && option in values) values[option] = !values[option];
  }
  own?.(config, { files, profile, values, find, take });
  if (!(config.endpoint ?? config.ignoreConfiguredEndpointUrls ?? values["ignoreConfiguredEndpointUrls"])) {
    take("endpoint", "text", configuredEndpointUrl(env, files, profile, serviceId));
  }
  if ((config.defaultsMode ?? values["defaultsMode"]) === "auto") {
    const { detectDefaultsMode } = await import("./detect-defaults-mode.ts");
    const region = config.region ?? values["region"];
    return { values, sources, detectedMode: await detectDefaultsMode(environment, region, transport) };
  }
  return { values, sources };
}

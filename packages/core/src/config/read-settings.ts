import type { Transport } from "../http/messages.ts";
import type { ClientConfig, S3Config } from "./client-config.ts";
import { configuredEndpointUrl } from "./endpoint-url.ts";
import type { Environment, LoadedSettings } from "./environment.ts";
import { textOf } from "./ini.ts";
import { findProfile, profileName, type Profile } from "./profile.ts";
import { parseSetting, type SettingKind } from "./setting.ts";
import { optionExceptions, s3Settings, settings, variableExceptions } from "./settings-table.ts";

const camelCase = (key: string): string => key.replace(/_(.)/g, (_, first: string) => first.toUpperCase());

/** The text of a setting, and where it stands. */
type Found = readonly [text: string, source: string] | undefined;
type Find = (variables: readonly string[], key: string) => Found;

/**
 * Reads what `config` leaves out, from the environment, then from the active profile. Throws {@link ConfigError} for a
 * value that is not allowed and for a profile that does not exist.
 */
export async function readSettings(
  environment: Environment,
  config: ClientConfig,
  serviceId: string,
  transport?: Transport,
): Promise<LoadedSettings> {
  const { env } = environment;
  const files = await environment.files();
  const profile = findProfile(files, profileName(env, config.profile));
  const values: Record<string, unknown> = { profile: profile.name };
  const sources: Record<string, string> = {};
  const find: Find = (variables, key) => {
    const variable = variables.find(env);
    if (variable) return [env(variable)!, variable];
    const text = textOf(profile.section, key);
    return text === undefined ? undefined : [text, `${key} in profile "${profile.name}"`];
  };
  const take = (option: string, kind: SettingKind, found: Found, into = values, path = option): void => {
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
  if (serviceId.startsWith("S3")) {
    const s3 = (values["s3"] = {});
    for (const key in s3Settings) {
      const option = camelCase(key);
      if (config.s3?.[option as keyof S3Config] !== undefined) continue;
      take(option, s3Settings[key]![0], findS3(key, profile, find), s3, `s3.${option}`);
    }
  }
  if (!(config.endpoint ?? config.ignoreConfiguredEndpointUrls ?? values["ignoreConfiguredEndpointUrls"])) {
    take("endpoint", "text", configuredEndpointUrl(env, files, profile, serviceId));
  }
  if ((config.defaultsMode ?? values["defaultsMode"]) === "auto") {
    const { detectDefaultsMode } = await import("./detect-defaults-mode.ts");
    const region = config.region ?? values["region"];
    values["detectedMode"] = await detectDefaultsMode(environment, region, transport);
  }
  return { values, sources };
}

function findS3(key: string, { name, section }: Profile, find: Find): Found {
  const own = `s3_${key}`;
  const outside = s3Settings[key]![1] && find([`AWS_${own.toUpperCase()}`], own);
  const block = section.get("s3");
  const text = typeof block === "object" && (block.get(key) || block.get(own));
  return outside ?? (text ? [text, `s3.${key} in profile "${name}"`] : undefined);
}

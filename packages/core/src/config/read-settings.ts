import type { Transport } from "../http/messages.ts";
import type { ClientConfig } from "./client-config.ts";
import { configuredEndpointUrl } from "./endpoint-url.ts";
import type { Environment, LoadedSettings } from "./environment.ts";
import { textOf } from "./ini.ts";
import { findProfile, profileName } from "./profile.ts";
import { parseSetting, type SettingKind } from "./setting.ts";
import { optionExceptions, s3Settings, settings, variableExceptions } from "./settings-table.ts";

const camelCase = (key: string): string => key.replace(/_(.)/g, (_, first: string) => first.toUpperCase());

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
  const find = (variables: readonly string[], key: string): readonly [string, string] | undefined => {
    for (const variable of variables) {
      const text = env(variable);
      if (text) return [text, variable];
    }
    const text = textOf(profile.section, key);
    return text ? [text, `${key} in profile "${profile.name}"`] : undefined;
  };
  const take = (into: object, option: string, kind: SettingKind, found?: readonly [string, string]): void => {
    if (!found) return;
    (into as Record<string, unknown>)[option] = parseSetting(kind, ...found);
    sources[into === values ? option : `s3.${option}`] = found[1];
  };

  for (const key in settings) {
    const option = optionExceptions[key] ?? camelCase(key);
    if (config[option as keyof ClientConfig] !== undefined) continue;
    take(values, option, settings[key]!, find(variableExceptions[key] ?? [`AWS_${key.toUpperCase()}`], key));
    if (option === "injectHostPrefix" && option in values) values[option] = !values[option];
  }
  if (serviceId.startsWith("S3")) {
    const block = profile.section.get("s3");
    const s3: Record<string, unknown> = (values["s3"] = {});
    for (const key in s3Settings) {
      const [kind, alsoOutside] = s3Settings[key]!;
      const own = `s3_${key}`;
      const inner = typeof block === "object" ? block.get(key) || block.get(own) : undefined;
      take(
        s3,
        camelCase(key),
        kind,
        (alsoOutside && find([`AWS_${own.toUpperCase()}`], own)) ||
          (inner ? [inner, `s3.${key} in profile "${profile.name}"`] : undefined),
      );
    }
  }
  if (
    config.endpoint === undefined &&
    !(config.ignoreConfiguredEndpointUrls ?? values["ignoreConfiguredEndpointUrls"])
  ) {
    take(values, "endpoint", "text", configuredEndpointUrl(env, files, profile, serviceId));
  }
  if ((config.defaultsMode ?? values["defaultsMode"]) === "auto") {
    const { detectDefaultsMode } = await import("./detect-defaults-mode.ts");
    values["detectedMode"] = await detectDefaultsMode(
      environment,
      config.region ?? values["region"],
      transport,
    );
  }
  return { values, sources };
}

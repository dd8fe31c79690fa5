import type { Timeouts } from "../http/messages.ts";
import type { Environment } from "./environment.ts";
import type { ResolvedConfig } from "./settings.ts";

/** A setting, and where its value was found. */
export interface DescribedSetting {
  readonly value: unknown;
  /** `code`, the name of a variable, a key with its profile and file, `defaultsMode` with a mode, or `default`. */
  readonly source: string;
}

/** Settings by client option; those of a group have its name before theirs: `s3.useArnRegion`, `timeouts.connect`. */
export type DescribedSettings = Record<string, DescribedSetting>;

/** What settings hold that is no setting: functions, and what is known of the settings. */
const unshown: ReadonlySet<string> = /* @__PURE__ */ new Set(["sources", "signer", "logger", "anonymous"]);

/**
 * Every setting that has a value, with its source, and the shared files. Fit to be printed: no setting is a secret, and
 * credentials are not among them.
 */
export function describeSettings(
  settings: ResolvedConfig,
  timeouts: Timeouts,
  environment: Environment,
): DescribedSettings {
  const { s3, protocol, sources, ...plain } = settings;
  const described: DescribedSettings = {};
  const derived = derivedSources(settings, environment);
  const add = (name: string, value: unknown): void => {
    if (value === undefined || unshown.has(name)) return;
    described[name] = { value, source: sources[name] ?? derived[name] ?? "default" };
  };
  for (const [name, value] of Object.entries({ ...plain, protocol: protocol?.name, timeouts: undefined }))
    add(name, value);
  for (const [name, value] of Object.entries(s3)) add(`s3.${name}`, value);
  for (const [name, value] of Object.entries(timeouts)) add(`timeouts.${name}`, value);
  return { ...described, ...describeFiles(environment) };
}

/** Sources of values that follow from other settings. */
function derivedSources(
  { defaultsMode, timeouts, useFipsEndpoint, anonymous, sources }: ResolvedConfig,
  { env }: Environment,
): Record<string, string | undefined> {
  const mode = defaultsMode === "legacy" ? undefined : `defaultsMode ${defaultsMode}`;
  return {
    profile: ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"].find(env),
    "s3.usEast1RegionalEndpoint": mode,
    "timeouts.connect": timeouts.connect === undefined ? undefined : mode,
    // The old pseudo-regions say so.
    useFipsEndpoint: useFipsEndpoint ? sources["region"] : undefined,
    accountIdEndpointMode: anonymous ? "code" : undefined,
  };
}

/** Where the shared files are; nothing where there are none, as in a browser. */
function describeFiles({ env, settings }: Environment): DescribedSettings {
  if (settings === undefined) return {};
  const file = (variable: string, path: string): DescribedSetting => {
    const named = env(variable);
    return named ? { value: named, source: variable } : { value: path, source: "default" };
  };
  return {
    configFile: file("AWS_CONFIG_FILE", "~/.aws/config"),
    credentialsFile: file("AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials"),
  };
}

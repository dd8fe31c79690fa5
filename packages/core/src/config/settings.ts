import { ConfigError } from "../errors/errors.ts";
import type { Timeouts, Transport } from "../http/messages.ts";
import type { Protocol } from "../protocols/protocol.ts";
import type { Signer } from "../signing/signer.ts";
import type { ClientConfig, DefaultsMode, Logger, RetryMode, S3Config } from "./client-config.ts";
import type { Environment, LoadedSettings } from "./environment.ts";

/** A client's settings, merged from code, environment, profile and defaults. */
export interface ResolvedConfig {
  /** Without the `fips-` of the old pseudo-regions; undefined where none was set, see {@link missingRegion}. */
  readonly region: string | undefined;
  /** Given or configured URL: http or https, a host, perhaps a path. */
  readonly endpoint: string | undefined;
  /** Active profile; undefined in a browser. */
  readonly profile: string | undefined;
  /** Requests are not signed. */
  readonly anonymous: boolean;
  readonly protocol: Protocol;
  readonly signer: Signer | undefined;
  readonly retryMode: RetryMode;
  /** Undefined leaves it to the retry strategy. */
  readonly maxAttempts: number | undefined;
  readonly useFipsEndpoint: boolean;
  readonly useDualstackEndpoint: boolean;
  /** Never `auto`: by now it is known where the program runs. */
  readonly defaultsMode: Exclude<DefaultsMode, "auto">;
  /** What was given, over what the defaults mode says. */
  readonly timeouts: Partial<Timeouts>;
  readonly logger: Logger | undefined;
  readonly parameterValidation: boolean;
  readonly injectHostPrefix: boolean;
  readonly ignoreConfiguredEndpointUrls: boolean;
  readonly endpointDiscoveryEnabled: boolean | "auto";
  readonly accountIdEndpointMode: "preferred" | "disabled" | "required";
  readonly requestChecksumCalculation: "when_supported" | "when_required";
  readonly responseChecksumValidation: "when_supported" | "when_required";
  readonly requestMinCompressionSizeBytes: number;
  readonly disableRequestCompression: boolean;
  readonly disableClockSkewCorrection: boolean;
  readonly userAgentAppid: string | undefined;
  readonly authSchemePreference: readonly string[] | undefined;
  readonly sigv4aSigningRegionSet: readonly string[] | undefined;
  readonly stsRegionalEndpoints: "legacy" | "regional";
  readonly s3DisableExpressSessionAuth: boolean;
  readonly s3: Readonly<S3Config>;
  readonly caBundle: string | undefined;
  readonly maxBodyBytes: number;
  readonly clientContextParams: ClientConfig["clientContextParams"];
  /** Where each setting was found that does not have its default: `code`, a variable, a key of a profile. */
  readonly sources: Readonly<Record<string, string>>;
}

/** What the merge needs to know of a service. */
export interface ConfiguredService {
  /** `serviceId` of the model. */
  readonly id: string;
  readonly protocol: Protocol;
}

const connectTimeouts: Readonly<Record<string, number>> = {
  standard: 3_100,
  "cross-region": 3_100,
  "in-region": 1_100,
  mobile: 30_000,
};

/** What a client takes besides settings. */
const seams = /^(credentials|token|transport|retryStrategy|hooks|environment|retryStrategies)$/;

/**
 * Merges a client's settings: code, then environment, then profile, then defaults. Reads the environment and the shared
 * files now. The transport is used for one thing: `defaultsMode: "auto"` asks the instance for its region.
 *
 * Throws {@link ConfigError} for a value that is not allowed and for a profile that does not exist.
 */
export async function resolveConfig(
  config: ClientConfig,
  service: ConfiguredService,
  environment: Environment,
  transport?: Transport,
): Promise<ResolvedConfig> {
  const loaded: LoadedSettings = (await environment.settings?.(config, service.id, transport)) ?? {
    values: {},
    sources: {},
  };
  const sources = { ...loaded.sources };
  const merged: Record<string, any> = { ...defaults(), ...loaded.values };
  for (const option in config) {
    const value = config[option as keyof ClientConfig];
    if (value === undefined || seams.test(option)) continue;
    merged[option] = value;
    sources[option] = "code";
  }
  const { region, endpoint, logger, detectedMode, ...kept } = merged;
  const anonymous = config.credentials === "anonymous";
  const mode: string =
    merged["defaultsMode"] === "auto" ? (detectedMode ?? "standard") : merged["defaultsMode"];
  const regional: S3Config = mode === "legacy" ? {} : { usEast1RegionalEndpoint: "regional" };
  const connect = connectTimeouts[mode];
  const name = checkRegion(typeof region === "function" ? await region() : region, sources["region"]);
  const plain = name?.replace(/fips-|-fips/, "");
  if (plain !== name) logger?.warn?.(`region ${name}: use ${plain} with useFipsEndpoint`);
  checkEndpoint(endpoint, sources["endpoint"]);
  return {
    ...(kept as ResolvedConfig),
    ...(plain !== name && { useFipsEndpoint: true }),
    ...(anonymous && { accountIdEndpointMode: "disabled" }),
    region: plain,
    anonymous,
    endpoint,
    logger,
    protocol: merged["protocol"] ?? service.protocol,
    defaultsMode: mode as ResolvedConfig["defaultsMode"],
    timeouts: { ...(connect && { connect }), ...config.timeouts },
    s3: { ...regional, ...(loaded.values["s3"] as S3Config), ...config.s3 },
    sources,
  };
}

function defaults(): Partial<ResolvedConfig> {
  return {
    retryMode: "standard",
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    defaultsMode: "legacy",
    parameterValidation: true,
    injectHostPrefix: true,
    ignoreConfiguredEndpointUrls: false,
    endpointDiscoveryEnabled: "auto",
    accountIdEndpointMode: "preferred",
    requestChecksumCalculation: "when_supported",
    responseChecksumValidation: "when_supported",
    requestMinCompressionSizeBytes: 10_240,
    disableRequestCompression: false,
    disableClockSkewCorrection: false,
    stsRegionalEndpoints: "regional",
    s3DisableExpressSessionAuth: false,
    maxBodyBytes: 536_870_912,
  };
}

/** A region becomes a label of a host name, so it must be one, and not a number. */
function checkRegion(region: string | undefined, source: string | undefined): string | undefined {
  if (region !== undefined && !/^(?!\d+$|-)[A-Za-z0-9-]{1,63}(?<!-)$/.test(region)) {
    throw new ConfigError({ what: `${JSON.stringify(region)} is not a region`, details: [source] });
  }
  return region;
}

/** The URL is not shown: one that is refused may contain a password. */
function checkEndpoint(endpoint: string | undefined, source: string | undefined): void {
  if (endpoint !== undefined && !/^https?:\/\/[^\s/?#@\\]+(\/[^\s?#\\]*)?$/i.test(endpoint)) {
    throw new ConfigError({
      what: "the endpoint must be an http or https URL without user, query and fragment, such as http://localhost:4566",
      details: [source],
    });
  }
}

/** The error for a call that needs a region when there is none: says where it was looked for, and how to set it. */
export function missingRegion({ profile }: ResolvedConfig): ConfigError {
  const places =
    profile === undefined ? "" : `, AWS_REGION, AWS_DEFAULT_REGION, region in profile "${profile}"`;
  return new ConfigError({
    what: `no region; looked at: the client's region option${places}. Set one of them, for example region: "us-east-1"`,
  });
}

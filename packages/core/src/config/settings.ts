import { ConfigError } from "../errors/errors.ts";
import type { Timeouts, Transport } from "../http/messages.ts";
import type { Protocol } from "../protocols/protocol.ts";
import type { Signer } from "../signing/signer.ts";
import type { ClientConfig, DefaultsMode, Logger, RetryMode, S3Config } from "./client-config.ts";
import type { Environment } from "./environment.ts";
import type { OwnSettings } from "./setting.ts";

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
  readonly customizations?: readonly { readonly settings?: OwnSettings }[];
}

const connectTimeouts: Readonly<Record<string, number>> = {
  standard: 3_100,
  "cross-region": 3_100,
  "in-region": 1_100,
  mobile: 30_000,
};

/** What a client takes besides settings: secrets are among it, and settings may be shown. */
const seams = /^(credentials|token|transport|retryStrateg(y|ies)|hooks|environment)$/;

/** Puts what has a value over what is there; its source is the code. */
function overlay(
  into: Record<string, unknown>,
  given: object | undefined,
  sources: Record<string, string>,
  path = "",
): void {
  for (const option in given) {
    const value = given[option as never];
    if (value === undefined || seams.test(option)) continue;
    into[option] = value;
    sources[path + option] = "code";
  }
}

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
  const own = service.customizations?.find(({ settings }) => settings)?.settings;
  const loaded = await environment.settings?.(config, service.id, transport, own);
  const sources = { ...loaded?.sources };
  const merged: Record<string, any> = { ...defaults, protocol: service.protocol, ...loaded?.values };
  const s3 = { ...merged["s3"] };
  overlay(merged, config, sources);
  const { region, endpoint, logger, defaultsMode: asked } = merged;
  const anonymous = config.credentials === "anonymous";
  const mode: string = asked === "auto" ? (loaded?.detectedMode ?? "standard") : asked;
  if (mode !== "legacy") s3.usEast1RegionalEndpoint ??= "regional";
  overlay(s3, config.s3, sources, "s3.");
  const connect = connectTimeouts[mode];
  const timeouts = { ...(connect && { connect }) };
  overlay(timeouts, config.timeouts, sources, "timeouts.");
  const name: string | undefined = typeof region === "function" ? await region() : region;
  check(name, regionName, `${JSON.stringify(name)} is not a region`, sources["region"]);
  const plain = name?.replace(/fips-|-fips/, "");
  if (plain !== name) logger?.warn?.(`region ${name}: use ${plain} with useFipsEndpoint`);
  // The URL is not shown: one that is refused may contain a password.
  const badUrl = "the endpoint must be an http or https URL without user, query and fragment";
  check(endpoint, endpointUrl, badUrl, sources["endpoint"]);
  return {
    ...(merged as ResolvedConfig),
    ...(plain !== name && { useFipsEndpoint: true }),
    ...(anonymous && { accountIdEndpointMode: "disabled" }),
    region: plain,
    anonymous,
    defaultsMode: mode as ResolvedConfig["defaultsMode"],
    timeouts,
    s3,
    sources,
  };
}

const defaults: Partial<ResolvedConfig> = {
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

/** A region becomes a label of a host name, so it must be one, and not a number. */
const regionName = /^(?!\d+$|-)[A-Za-z0-9-]{1,63}(?<!-)$/;
const endpointUrl = /^https?:\/\/[^\s/?#@\\]+(\/[^\s?#\\]*)?$/i;

function check(text: string | undefined, allowed: RegExp, problem: string, source?: string): void {
  if (text !== undefined && !allowed.test(text)) throw new ConfigError({ what: problem, details: [source] });
}

/** The error for a call that needs a region when there is none: says where it was looked for, and how to set it. */
export function missingRegion({ profile }: ResolvedConfig): ConfigError {
  const places =
    profile === undefined ? "" : `, AWS_REGION, AWS_DEFAULT_REGION, region in profile "${profile}"`;
  return new ConfigError({
    what: `no region; looked at: the client's region option${places}. Set one of them, for example region: "us-east-1"`,
  });
}

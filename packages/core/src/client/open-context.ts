import { createEnvironment } from "#config";
import { defaultChain } from "#credentials";
import { defaultTransport } from "#transport";
import type { ClientConfig, RetryMode } from "../config/client-config.ts";
import { resolveConfig, type ResolvedConfig } from "../config/settings.ts";
import type { Provider, CredentialsContext } from "../credentials/context.ts";
import { createIdentityCache } from "../credentials/credentials-cache.ts";
import { maskCredentials } from "../credentials/masked.ts";
import type { Timeouts } from "../http/messages.ts";
import type { Credentials, Token } from "../identity/identity.ts";
import type { ClientContext } from "../pipeline/client-context.ts";
import type { Service } from "../pipeline/service.ts";
import { userAgentOf } from "../pipeline/user-agent.ts";
import { ClockSkew } from "../retry/clock-skew.ts";
import type { RetryStrategy } from "../retry/retry-strategy.ts";
import { createStandardRetry, type StandardRetryOptions } from "../retry/standard-retry.ts";

const defaultTimeouts: Timeouts = {
  connect: 3_100,
  acquire: 10_000,
  headers: 60_000,
  body: 60_000,
  stream: 20_000,
  upload: 20_000,
  attempt: 0,
  operation: 0,
};

/** Reads what a client needs to make calls: settings, transport, credentials, retry strategy. The first I/O of a client. */
export async function openContext(service: Service, config: ClientConfig): Promise<ClientContext> {
  const environment = config.environment ?? createEnvironment();
  const plain = config.transport ?? (await defaultTransport());
  const settings = await resolveConfig(config, service, environment, plain);
  const secured = config.transport === undefined && settings.caBundle !== undefined;
  const transport = secured ? await defaultTransport(settings.caBundle) : plain;
  const { logger } = settings;
  const lent: CredentialsContext = {
    environment,
    profile: config.profile,
    region: settings.region,
    transport,
    // Loaded when a role, SSO or a login is reached: the protocols it needs are not those of every client.
    innerCall: async (...call) =>
      (await import("#inner-call")).innerCallOver(transport, environment, config.profile)(...call),
    logger,
  };
  return {
    service,
    settings,
    environment,
    timeouts: { ...defaultTimeouts, ...settings.timeouts },
    transport,
    retryStrategy:
      config.retryStrategy ?? (await sharedRetryStrategy(service, settings, config.retryStrategies)),
    clockSkew: new ClockSkew(settings.disableClockSkewCorrection),
    hooks: config.hooks,
    userAgent: userAgentOf(settings),
    ...credentialsOf(config, lent),
    token: tokenOf(config, service, lent),
    endpoint: undefined,
  };
}

function credentialsOf(
  config: ClientConfig,
  lent: CredentialsContext,
): Pick<ClientContext, "credentials" | "replaceCredentials"> {
  const { credentials } = config;
  if (credentials === "anonymous" || typeof credentials === "object") {
    const fixed = credentials === "anonymous" ? undefined : maskCredentials(credentials);
    return { credentials: () => fixed, replaceCredentials: async () => undefined };
  }
  const provider: Provider = credentials ?? defaultChain();
  const cache = createIdentityCache<Credentials>(() => provider(lent), { logger: lent.logger });
  return { credentials: () => cache.get(), replaceCredentials: (rejected) => cache.replace(rejected) };
}

function tokenOf(
  config: ClientConfig,
  service: Service,
  lent: CredentialsContext,
): () => Promise<Token> | Token {
  const load = config.token ?? (async () => (await import("#token")).defaultToken(service.signingName, lent));
  const cache = createIdentityCache<Token>(load, { logger: lent.logger });
  return () => cache.get();
}

/** Clients of a session whose strategies are made alike have one, and so one quota. */
async function sharedRetryStrategy(
  service: Service,
  settings: ResolvedConfig,
  shared: Map<string, RetryStrategy> | undefined,
): Promise<RetryStrategy> {
  const { retryMode, maxAttempts } = settings;
  const options = { ...service.retry, ...(maxAttempts === undefined ? undefined : { maxAttempts }) };
  const key = retryMode + JSON.stringify(options) + (retryMode === "legacy" ? service.endpointPrefix : "");
  const known = shared?.get(key) ?? (await retryStrategyOf(service, retryMode, options));
  shared?.set(key, known);
  return known;
}

async function retryStrategyOf(
  service: Service,
  retryMode: RetryMode,
  options: StandardRetryOptions,
): Promise<RetryStrategy> {
  if (retryMode === "adaptive")
    return (await import("../retry/adaptive-retry.ts")).createAdaptiveRetry(options);
  if (retryMode === "legacy")
    return (await import("../retry/legacy-retry.ts")).createLegacyRetry({
      ...options,
      endpointPrefix: service.endpointPrefix,
    });
  return createStandardRetry(options);
}

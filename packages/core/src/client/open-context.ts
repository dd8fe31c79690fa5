import { createEnvironment } from "#config";
import { defaultChain } from "#credentials";
import { innerCallOver } from "#inner-call";
import { createModeRetry } from "#retry-mode";
import { defaultToken } from "#token";
import { defaultTransport } from "#transport";
import type { ClientConfig } from "../config/client-config.ts";
import { resolveConfig, type ResolvedConfig } from "../config/settings.ts";
import { cacheCredentials } from "../credentials/cache-credentials.ts";
import type { CredentialsContext } from "../credentials/context.ts";
import { createIdentityCache } from "../credentials/credentials-cache.ts";
import { maskCredentials, maskToken } from "../credentials/masked.ts";
import type { Timeouts } from "../http/messages.ts";
import { Queue } from "../http/queue.ts";
import type { Token } from "../identity/identity.ts";
import type { ClientContext } from "../pipeline/client-context.ts";
import { send } from "../pipeline/send.ts";
import type { Service } from "../pipeline/service.ts";
import { userAgentOf } from "../pipeline/user-agent.ts";
import { ClockSkew } from "../retry/clock-skew.ts";
import type { RetryStrategy } from "../retry/retry-strategy.ts";
import { createStandardRetry } from "../retry/standard-retry.ts";
import type { SingleCall } from "./load-inner-call.ts";

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
  const { caBundle, region, logger } = settings;
  const transport = config.transport || !caBundle ? plain : await defaultTransport(caBundle);
  const shared = { transport, environment, profile: config.profile };
  const lent: CredentialsContext = {
    ...shared,
    region,
    logger,
    innerCall: innerCallOver(singleCall, shared),
  };
  return {
    service,
    settings,
    environment,
    transport,
    timeouts: { ...defaultTimeouts, ...settings.timeouts },
    retryStrategy:
      config.retryStrategy ?? (await sharedRetryStrategy(service, settings, config.retryStrategies)),
    clockSkew: new ClockSkew(settings.disableClockSkewCorrection),
    hooks: config.hooks,
    userAgent: userAgentOf(settings),
    inLambda: environment.env("AWS_LAMBDA_FUNCTION_NAME") !== undefined,
    ...credentialsOf(config, lent),
    token: tokenOf(config, service, lent),
    waits: new Queue(),
    resolved: undefined,
  };
}

async function singleCall(...[service, config, operation, input]: Parameters<SingleCall>): Promise<any> {
  return send(await openContext(service, config), operation, input, {});
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
  const cache = cacheCredentials(credentials ?? defaultChain(), lent);
  return { credentials: cache.get, replaceCredentials: cache.replace };
}

function tokenOf(
  config: ClientConfig,
  service: Service,
  lent: CredentialsContext,
): () => Promise<Token> | Token {
  const load = config.token ?? (() => defaultToken(service.signingName, lent));
  return createIdentityCache<Token>(async () => maskToken(await load()), lent).get;
}

/** Clients of a session whose strategies are made alike have one, and so one quota. */
async function sharedRetryStrategy(
  service: Service,
  settings: ResolvedConfig,
  shared: Map<string, RetryStrategy> | undefined,
): Promise<RetryStrategy> {
  const { retryMode, maxAttempts } = settings;
  const options = { ...service.retry, ...(maxAttempts !== undefined && { maxAttempts }) };
  const key = retryMode + JSON.stringify(options) + (retryMode === "legacy" ? service.endpointPrefix : "");
  const known =
    shared?.get(key) ??
    (retryMode === "standard"
      ? createStandardRetry(options)
      : await createModeRetry(retryMode, { ...options, endpointPrefix: service.endpointPrefix }));
  shared?.set(key, known);
  return known;
}

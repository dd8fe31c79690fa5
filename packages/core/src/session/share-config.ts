import { createEnvironment } from "#config";
import { defaultChain } from "#credentials";
import { defaultTransport } from "#transport";
import type { ClientConfig } from "../config/client-config.ts";
import type { Environment } from "../config/environment.ts";
import { cacheCredentials, type SharedProvider } from "../credentials/cache-credentials.ts";
import type { CredentialsContext, Provider } from "../credentials/context.ts";
import type { Transport } from "../http/messages.ts";
import type { IdentityCache } from "../credentials/credentials-cache.ts";
import type { Credentials } from "../identity/identity.ts";

/** The configuration that a session gives to each of its clients: what it was given, and one of everything that can be shared. */
export function shareConfig(config: ClientConfig): ClientConfig {
  const { credentials, environment = createEnvironment() } = config;
  return {
    ...config,
    retryStrategies: config.retryStrategies ?? new Map(),
    environment,
    transport: config.transport ?? sharedTransport(config, environment),
    credentials:
      typeof credentials === "function" || credentials === undefined ? shared(credentials) : credentials,
  };
}

/** One transport for all clients, made when the first of them needs it. */
function sharedTransport(config: ClientConfig, environment: Environment): Transport {
  let made: Promise<Transport> | undefined;
  const make = async (): Promise<Transport> => {
    const { caBundle = (await environment.settings?.(config, ""))?.values["caBundle"] } = config;
    return defaultTransport(caBundle as string | undefined);
  };
  return {
    async handle(request, options) {
      return (await (made ??= make())).handle(request, options);
    },
    destroy() {
      // A transport that could not be made was reported to the call that wanted it.
      made?.then((transport) => transport.destroy?.()).catch(() => (made = undefined));
    },
  };
}

/** One cache for all clients; the client that needs credentials first lends its means to get them. */
function shared(provider: Provider = defaultChain()): SharedProvider {
  let made: IdentityCache<Credentials> | undefined;
  const cache = (context?: CredentialsContext): IdentityCache<Credentials> =>
    (made ??= cacheCredentials(provider, context));
  return Object.assign(async (context?: CredentialsContext) => cache(context).get(), { cache });
}

import { createEnvironment } from "#config";
import { defaultChain } from "#credentials";
import { defaultTransport } from "#transport";
import type { ClientConfig } from "../config/client-config.ts";
import type { Provider } from "../credentials/context.ts";
import type { Transport } from "../http/messages.ts";
import { createIdentityCache, type IdentityCache } from "../credentials/credentials-cache.ts";
import type { Credentials } from "../identity/identity.ts";

/** The configuration that a session gives to each of its clients: what it was given, and one of everything that can be shared. */
export function shareConfig(config: ClientConfig): ClientConfig {
  const { credentials } = config;
  return {
    ...config,
    retryStrategies: config.retryStrategies ?? new Map(),
    environment: config.environment ?? createEnvironment(),
    transport: config.transport ?? sharedTransport(config.caBundle),
    credentials:
      typeof credentials === "function" || credentials === undefined ? shared(credentials) : credentials,
  };
}

/** One transport for all clients, made when the first of them needs it. */
function sharedTransport(caBundle: string | undefined): Transport {
  let made: Promise<Transport> | undefined;
  return {
    async handle(request, options) {
      return (await (made ??= defaultTransport(caBundle))).handle(request, options);
    },
    destroy() {
      // A transport that could not be made was reported to the call that wanted it.
      made?.then((transport) => transport.destroy?.()).catch(() => (made = undefined));
    },
  };
}

/** One cache for all clients; the client that needs credentials first lends its means to get them. */
function shared(provider: Provider = defaultChain()): Provider {
  let cache: IdentityCache<Credentials> | undefined;
  return async (context) => {
    cache ??= createIdentityCache(() => provider(context), { logger: context?.logger });
    return cache.get();
  };
}

import type { Credentials } from "../identity/identity.ts";
import type { CredentialsContext, Provider } from "./context.ts";
import { createIdentityCache, type IdentityCache } from "./credentials-cache.ts";
import { wholeCredentials } from "./masked.ts";

/** A provider whose cache is shared by all clients that it is given to. */
export interface SharedProvider extends Provider {
  /** The cache; the first client lends its means to fill it. */
  readonly cache: (context?: CredentialsContext) => IdentityCache<Credentials>;
}

/**
 * The cache around a provider, or the one that the provider has. What a provider gives is copied: key, secret and token
 * belong together whatever it does to its object later.
 */
export function cacheCredentials(
  provider: Provider | SharedProvider,
  context?: CredentialsContext,
): IdentityCache<Credentials> {
  if ("cache" in provider) return provider.cache(context);
  return createIdentityCache(
    async () => wholeCredentials((await provider(context)) ?? {}, "the provider gave no credentials"),
    context,
  );
}

import { ConfigError } from "../errors/errors.ts";

/** In a browser, whose bundle would carry all modes for the sake of a word, strategies are objects: throws {@link ConfigError}. */
export function createModeRetry(mode: string): never {
  const name = mode === "adaptive" ? "createAdaptiveRetry" : "createLegacyRetry";
  throw new ConfigError({ what: `in a browser, retryMode "${mode}" is retryStrategy: ${name}()` });
}

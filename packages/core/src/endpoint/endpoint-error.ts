import { ConfigError } from "../errors/errors.ts";

/**
 * What a ruleset's error rule becomes; compiled rulesets throw it.
 *
 * @param message The ruleset's own words, with its parameters filled in.
 */
export function endpointError(message: string): ConfigError {
  return new ConfigError({ what: message });
}

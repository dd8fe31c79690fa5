import { ConfigError } from "../errors/errors.ts";

/**
 * Throws what an error rule of a ruleset stands for; compiled rulesets call it.
 *
 * @param message The ruleset's own words, with its parameters filled in.
 * @throws {@link ConfigError} always.
 */
export function failEndpoint(message: string): never {
  throw new ConfigError({ what: message });
}

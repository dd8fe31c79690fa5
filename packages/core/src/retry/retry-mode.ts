import type { RetryStrategy } from "./retry-strategy.ts";
import type { AdaptiveRetryOptions } from "./adaptive-retry.ts";
import type { LegacyRetryOptions } from "./legacy-retry.ts";

/** Makes the strategy of a retry mode other than `standard`; each is loaded when it is asked for. */
export async function createModeRetry(
  mode: "adaptive" | "legacy",
  options: AdaptiveRetryOptions & LegacyRetryOptions,
): Promise<RetryStrategy> {
  return mode === "adaptive"
    ? (await import("./adaptive-retry.ts")).createAdaptiveRetry(options)
    : (await import("./legacy-retry.ts")).createLegacyRetry(options);
}

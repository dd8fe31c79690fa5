import { ServiceError, type RetryStrategy } from "@inia/core";
import type { AnyClient } from "../sdk/sdk.ts";

/** What a retry after throttling takes. */
const throttlingCost = 5;

/** What is left of the retry quota of one of Inia's clients. The strategy does not tell: it is drained, and filled again. */
export async function quotaOf(client: AnyClient): Promise<number> {
  const { retryStrategy } = (await client.raw.context()) as { retryStrategy: RetryStrategy };
  let left = 0;
  while (grants(retryStrategy)) left += throttlingCost;
  // The rest is smaller than one retry: calls without retry give back 1 each.
  let added = 0;
  for (; !grants(retryStrategy) && added < throttlingCost; added++) retryStrategy.afterSuccess(1);
  left += throttlingCost - added;
  retryStrategy.afterSuccess(2, left);
  return left;
}

function grants(strategy: RetryStrategy): boolean {
  const error = new ServiceError({
    service: "Probe",
    operation: "Probe",
    code: "SlowDown",
    metadata: { status: 503, attempts: 1, headers: {} },
  });
  return "delay" in strategy.afterFailure({ error, attempt: 1, maxAttempts: 3 });
}

/** What is left of the retry quota of one of the peer's clients. */
export async function peerQuota(client: AnyClient): Promise<number> {
  const strategy = await client.raw.config.retryStrategy();
  return strategy.getCapacity();
}

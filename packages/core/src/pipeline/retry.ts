import { SdkError } from "../errors/sdk-error.ts";
import { TimeoutError } from "../errors/errors.ts";
import type { RetryDecision } from "../retry/retry-strategy.ts";
import type { Call } from "./call.ts";
import { sleep } from "./sleep.ts";
import { outOfTime } from "./transmit.ts";

/** Runs attempts until one succeeds, the strategy gives up, or the call's time is over. Waits end at once on abort. */
export async function retry<T>(call: Call, attempt: () => Promise<T>): Promise<T> {
  const { retryStrategy: strategy } = call.client;
  const { signal } = call.options;
  let cost: number | undefined;
  let renewed = false;
  try {
    for (;;) {
      call.attempt++;
      try {
        await strategy.beforeAttempt?.(signal);
        const result = await attempt();
        strategy.afterSuccess(call.attempt, cost);
        return result;
      } catch (error) {
        const failure = failureOf(call, error);
        if (!(failure instanceof SdkError)) throw failure;
        failure.attempts = call.attempt;
        renewed = await mend(call, failure, renewed);
        const decision = decide(call, failure);
        if ("refuse" in decision) {
          if (decision.wait !== undefined) await sleep(decision.wait, signal);
          throw failure;
        }
        if (Date.now() + decision.delay >= call.deadline) throw failure;
        cost = decision.cost;
        await sleep(decision.delay, signal);
      }
    }
  } catch (error) {
    call.body?.discard();
    throw error;
  }
}

/** A body that was read cannot be sent again, and a call out of time sends nothing: neither takes from the quota. */
function decide(call: Call, failure: SdkError): RetryDecision {
  const { client, operation, attempt, body } = call;
  const { retryStrategy: strategy, service } = client;
  if (body?.replayable === false) failure.retryable = false;
  if (body?.replayable === false || Date.now() >= call.deadline) return { refuse: true };
  return strategy.afterFailure({
    error: failure,
    attempt,
    maxAttempts: strategy.maxAttempts,
    retryAfter: retryAfterOf(failure),
    longPoll: longPolls.has(`${service.id}.${operation.name}`),
  });
}

/** Marks a failure as worth another attempt when what caused it has been put right since: the clock, or, once, the credentials. */
async function mend(call: Call, failure: SdkError, renewed: boolean): Promise<boolean> {
  if (call.client.clockSkew.corrected(failure, call.signedAt)) failure.retryable = true;
  else if (!renewed && (await renewCredentials(call, failure))) return (failure.retryable = true);
  return renewed;
}

const expiredCodes: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "ExpiredToken",
  "ExpiredTokenException",
  "RequestExpired",
]);

/** Whether credentials that the service calls expired could be replaced: then the call is worth one more attempt. */
async function renewCredentials(call: Call, error: SdkError): Promise<boolean> {
  const { client, identity, authScheme } = call;
  if (!expiredCodes.has((error as { code?: string }).code ?? "") || !identity || !("accessKeyId" in identity))
    return false;
  const own = client.service.signers?.[authScheme.name]?.identities;
  const other = own === undefined ? client.replaceCredentials(identity) : own(call).replace(identity);
  return (await other) !== undefined;
}

/** Operations that wait on the server for work. */
const longPolls: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "SQS.ReceiveMessage",
  "SFN.GetActivityTask",
  "SWF.PollForActivityTask",
  "SWF.PollForDecisionTask",
]);

/** An attempt that was cut short by the call's own deadline failed by that deadline. */
function failureOf(call: Call, error: unknown): unknown {
  const late = error instanceof TimeoutError && error.phase === "attempt" && Date.now() >= call.deadline;
  return late ? outOfTime(call) : error;
}

function retryAfterOf(error: SdkError): number | undefined {
  const headers = error.$metadata?.headers;
  const precise = headers?.["x-amz-retry-after"];
  if (precise !== undefined) return /^\d+$/.test(precise) ? Number(precise) : undefined;
  const coarse = headers?.["retry-after"];
  if (coarse === undefined) return undefined;
  const ms = /^\d+$/.test(coarse) ? Number(coarse) * 1000 : Date.parse(coarse) - Date.now();
  return ms >= 0 ? ms : undefined;
}

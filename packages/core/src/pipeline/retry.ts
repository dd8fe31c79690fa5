import { SdkError } from "../errors/sdk-error.ts";
import { TimeoutError } from "../errors/errors.ts";
import type { Call } from "./call.ts";
import { sleep } from "./sleep.ts";
import { outOfTime } from "./transmit.ts";

/** Runs attempts until one succeeds, the strategy gives up, or the call's time is over. Waits end at once on abort. */
export async function retry<T>(call: Call, attempt: () => Promise<T>): Promise<T> {
  const { retryStrategy: strategy, clockSkew } = call.client;
  const { signal } = call.options;
  let cost: number | undefined;
  let renewed = false;
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
      if (clockSkew.corrected(failure, call.signedAt)) failure.retryable = true;
      else if (!renewed && (await renewCredentials(call, failure))) {
        renewed = true;
        failure.retryable = true;
      }
      const decision = strategy.afterFailure({
        error: failure,
        attempt: call.attempt,
        maxAttempts: strategy.maxAttempts,
        retryAfter: retryAfterOf(failure),
        longPoll: longPolls.has(`${call.client.service.id}.${call.operation.name}`),
      });
      const consumed = call.body?.replayable === false;
      if (consumed) failure.retryable = false;
      if ("refuse" in decision || consumed) {
        call.body?.discard();
        if ("refuse" in decision && decision.wait !== undefined) await sleep(decision.wait, signal);
        throw failure;
      }
      if (Date.now() + decision.delay >= call.deadline) throw failure;
      cost = decision.cost;
      await sleep(decision.delay, signal);
    }
  }
}

const expiredCodes: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "ExpiredToken",
  "ExpiredTokenException",
  "RequestExpired",
]);

/** Whether credentials that the service calls expired could be replaced: then the call is worth one more attempt. */
async function renewCredentials({ client, identity }: Call, error: SdkError): Promise<boolean> {
  if (!expiredCodes.has((error as { code?: string }).code ?? "") || !identity || !("accessKeyId" in identity))
    return false;
  return (await client.replaceCredentials(identity)) !== undefined;
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

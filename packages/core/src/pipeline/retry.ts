import { SdkError } from "../errors/sdk-error.ts";
import { CredentialsError, TimeoutError } from "../errors/errors.ts";
import type { RetryDecision } from "../retry/retry-strategy.ts";
import { classify } from "../retry/classify.ts";
import { bounded, pause } from "./bounded.ts";
import type { Call } from "./call.ts";
import { logEnd } from "./log-end.ts";
import { outOfTime } from "./transmit.ts";

/** Runs attempts until one succeeds, the strategy gives up, or the call's time is over. Waits end at once on abort. */
export async function retry<T>(call: Call, attempt: () => Promise<T>): Promise<T> {
  const { retryStrategy: strategy } = call.client;
  let cost: number | undefined;
  let waited = 0;
  let renewed = false;
  let repaired = false;
  try {
    for (;;) {
      call.attempt++;
      const since = Date.now();
      try {
        const turn = strategy.beforeAttempt?.(call.options.signal);
        if (turn) await turn;
        const result = await attempt();
        strategy.afterSuccess(call.attempt, cost);
        logEnd(call, "attempt", since, result);
        return result;
      } catch (error) {
        const failure = failureOf(call, error);
        if (!(failure instanceof SdkError)) throw failure;
        call.failure = failure;
        let decision: RetryDecision;
        if (!repaired && (repaired = await repair(call, failure))) decision = { delay: 0, cost: cost ?? 0 };
        else {
          renewed = await mend(call, failure, renewed);
          decision = decide(call, failure);
        }
        logEnd(call, "attempt", since, failure, (decision as { delay?: number }).delay);
        if ("refuse" in decision) {
          if (decision.wait !== undefined && inTime(call, decision.wait)) await pause(call, decision.wait);
          throw failure;
        }
        if (!inTime(call, decision.delay)) throw failure;
        cost = decision.cost;
        waited += decision.delay;
        await pause(call, decision.delay);
      }
    }
  } catch (error) {
    call.body?.discard();
    if (error instanceof SdkError) {
      error.attempts = call.attempt;
      error.totalDelay = waited;
    }
    throw error;
  }
}

/** A body that was read cannot be sent again, and a call out of time sends nothing. */
function isSpent({ body, deadline }: Call): boolean {
  return body?.replayable === false || Date.now() >= deadline;
}

function inTime({ deadline }: Call, ms: number): boolean {
  return Date.now() + ms < deadline;
}

/** Whether one of the service's customizations has put right what the attempt failed by. */
async function repair(call: Call, failure: SdkError): Promise<boolean> {
  for (const customization of call.client.service.customizations ?? [])
    if (customization.repair && !isSpent(call) && (await customization.repair(call, failure))) return true;
  return false;
}

/** What cannot be sent again takes nothing from the quota; providers of credentials have attempts of their own. */
function decide(call: Call, failure: SdkError): RetryDecision {
  const { client, operation, attempt, body } = call;
  const { retryStrategy: strategy } = client;
  if (body?.replayable === false) {
    if (classify(failure)) failure.notRetried = "body-consumed";
    failure.retryable = false;
  }
  if (isSpent(call) || failure instanceof CredentialsError) return { refuse: true };
  return strategy.afterFailure({
    error: failure,
    attempt,
    maxAttempts: strategy.maxAttempts,
    retryAfter: retryAfterOf(failure),
    longPoll: operation.longPoll === true,
  });
}

/** Marks a failure as worth another attempt when what caused it has been put right since: the clock, or, once, the credentials. */
async function mend(call: Call, failure: SdkError, renewed: boolean): Promise<boolean> {
  if (call.client.clockSkew.corrected(failure, call.clockOffset)) failure.retryable = true;
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
  return (await bounded(call, other)) !== undefined;
}

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

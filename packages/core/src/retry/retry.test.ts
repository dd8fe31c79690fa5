import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  AbortError,
  IntegrityError,
  TimeoutError,
  TlsError,
  TransportError,
  ValidationError,
} from "../errors/errors.ts";
import type { SdkError } from "../errors/sdk-error.ts";
import { ServiceError } from "../errors/service-error.ts";
import { createAdaptiveRetry } from "./adaptive-retry.ts";
import { classify } from "./classify.ts";
import { createLegacyRetry } from "./legacy-retry.ts";
import type { FailedAttempt, RetryDecision, RetryStrategy } from "./retry-strategy.ts";
import { createStandardRetry } from "./standard-retry.ts";

const serviceError = (status: number, code = "InternalError", service = "S3"): ServiceError =>
  new ServiceError({ service, operation: "Get", code, metadata: { status, attempts: 1, headers: {} } });
const failed = (error: SdkError, attempt = 1, changes: Partial<FailedAttempt> = {}): FailedAttempt => ({
  error,
  attempt,
  maxAttempts: 3,
  ...changes,
});
const throttlingCodes = [
  "BandwidthLimitExceeded", "EC2ThrottledException", "LimitExceededException", "PriorRequestNotComplete",
  "ProvisionedThroughputExceededException", "RequestLimitExceeded", "RequestThrottled", "RequestThrottledException",
  "SlowDown", "ThrottledException", "Throttling", "ThrottlingException", "TooManyRequestsException",
  "TransactionInProgressException",
]; // prettier-ignore

class Busy extends ServiceError {
  static override readonly shapeName = "Busy";
  static override readonly retryable = "throttling" as const;
}
class Flaky extends ServiceError {
  static override readonly shapeName = "Flaky";
  static override readonly retryable = true;
}

describe("classify", () => {
  it.each(throttlingCodes)("D5: %s throttles, with status 400 and 503", (code) => {
    expect(classify(serviceError(400, code))).toBe("throttling");
    expect(classify(serviceError(503, code))).toBe("throttling");
  });

  it.each<[string, SdkError, string | undefined]>([
    ["D6: 429 without a code", serviceError(429, "Unknown"), "throttling"],
    ["500", serviceError(500), "transient"],
    ["501", serviceError(501), undefined],
    ["502", serviceError(502), "transient"],
    ["503", serviceError(503), "transient"],
    ["504", serviceError(504), "transient"],
    ["505", serviceError(505), undefined],
    ["D7: RequestTimeout", serviceError(400, "RequestTimeout"), "transient"],
    ["D7: RequestTimeoutException", serviceError(408, "RequestTimeoutException"), "transient"],
    ["D7: IDPCommunicationError of STS", serviceError(400, "IDPCommunicationError", "STS"), "transient"],
    ["IDPCommunicationError of another", serviceError(400, "IDPCommunicationError"), undefined],
    ["D8: 404", serviceError(404, "NoSuchKey"), undefined],
    ["D8: ValidationException", serviceError(400, "ValidationException"), undefined],
    ["refused", new TransportError({ what: "x", code: "ECONNREFUSED" }), "transient"],
    ["TLS", new TlsError({ what: "x", code: "CERT_HAS_EXPIRED" }), undefined],
    ["connect timeout", new TimeoutError({ what: "x", phase: "connect", limitMs: 1 }), "transient"],
    ["acquire timeout", new TimeoutError({ what: "x", phase: "acquire", limitMs: 1 }), undefined],
    ["operation timeout", new TimeoutError({ what: "x", phase: "operation", limitMs: 1 }), undefined],
    ["truncated", new IntegrityError({ what: "x", reason: "truncated" }), "transient"],
    ["too large", new IntegrityError({ what: "x", reason: "too-large" }), undefined],
    ["abort", new AbortError({ what: "x" }), undefined],
    ["validation", new ValidationError({ problems: [] }), undefined],
  ])("%s", (_, error, expected) => {
    expect(classify(error)).toBe(expected);
  });

  it("knows the model's trait", () => {
    const init = { service: "X", operation: "Y", metadata: { status: 400, attempts: 1, headers: {} } };
    expect(classify(new Busy({ ...init, code: "Busy" }))).toBe("throttling");
    expect(classify(new Flaky({ ...init, code: "Flaky" }))).toBe("transient");
  });
});

describe("standard", () => {
  const delayOf = (decision: RetryDecision): number | undefined =>
    "delay" in decision ? decision.delay : undefined;

  it("waits a random share of a doubling ceiling, up to 20 s", () => {
    const strategy = createStandardRetry({ random: () => 1, maxAttempts: 99 });
    const delays = (error: SdkError): (number | undefined)[] =>
      [1, 2, 3, 9, 10].map((attempt) =>
        delayOf(strategy.afterFailure(failed(error, attempt, { maxAttempts: 99 }))),
      );
    expect(delays(serviceError(500))).toEqual([50, 100, 200, 12_800, 20_000]);
    expect(delays(serviceError(400, "SlowDown"))).toEqual([1_000, 2_000, 4_000, 20_000, 20_000]);
    const dynamodb = createStandardRetry({ random: () => 0.5, baseDelay: 25, maxAttempts: 4 });
    expect(dynamodb.maxAttempts).toBe(4);
    expect(delayOf(dynamodb.afterFailure(failed(serviceError(500))))).toBe(12.5);
  });

  it.each([
    [1_500, 1_500],
    [0, 50],
    [10_000, 5_050],
    [-100, 50],
    [NaN, 50],
    [undefined, 50],
  ])("D2, D3, D4: a hint of %s ms makes a delay of %i ms", (retryAfter, expected) => {
    const strategy = createStandardRetry({ random: () => 1 });
    expect(delayOf(strategy.afterFailure(failed(serviceError(503), 1, { retryAfter })))).toBe(expected);
  });

  it("gives up after the last attempt, at once", () => {
    const strategy = createStandardRetry();
    expect(strategy.maxAttempts).toBe(3);
    const error = serviceError(500);
    expect(strategy.afterFailure(failed(error, 3, { longPoll: true }))).toEqual({ refuse: true });
    expect(error.retryable).toBe(true);
    expect(strategy.afterFailure(failed(serviceError(404)))).toEqual({ refuse: true });
  });

  /** Runs calls that all fail and counts the requests. */
  const outage = (strategy: RetryStrategy, calls: number, error: SdkError): number => {
    let requests = 0;
    for (let call = 0; call < calls; call++) {
      for (let attempt = 1; ; attempt++) {
        requests++;
        if ("refuse" in strategy.afterFailure(failed(error, attempt))) break;
      }
    }
    return requests;
  };

  it("D9: an outage of 1,000 calls costs 1,035 requests, throttling 1,100", () => {
    expect(outage(createStandardRetry(), 1_000, serviceError(500))).toBe(1_035);
    expect(outage(createStandardRetry(), 1_000, serviceError(400, "SlowDown"))).toBe(1_100);
  });

  it("refills by one per call without a retry, and by what the last retry took", () => {
    const strategy = createStandardRetry({ quota: 20, random: () => 0 });
    const retry = (error: SdkError): RetryDecision => strategy.afterFailure(failed(error));
    expect(retry(serviceError(500))).toEqual({ delay: 0, cost: 14 });
    expect(retry(serviceError(400, "SlowDown"))).toEqual({ delay: 0, cost: 5 });
    expect(retry(serviceError(400, "SlowDown"))).toEqual({ refuse: true });
    strategy.afterSuccess(2, 5);
    expect(retry(serviceError(400, "SlowDown"))).toHaveProperty("cost", 5);
    for (let i = 0; i < 12; i++) strategy.afterSuccess(1);
    expect(retry(serviceError(500))).toEqual({ refuse: true });
    strategy.afterSuccess(1);
    expect(retry(serviceError(500))).toHaveProperty("cost", 14);
  });

  it("D10: a long poll waits before it gives up for want of quota", () => {
    const strategy = createStandardRetry({ quota: 10, random: () => 1 });
    expect(strategy.afterFailure(failed(serviceError(500), 1, { longPoll: true }))).toEqual({
      refuse: true,
      wait: 50,
    });
  });

  it("agrees with a model of the quota over any sequence of faults", () => {
    const fault = fc.constantFrom<"ok" | "throttle" | "fail" | "fatal">("ok", "throttle", "fail", "fatal");
    fc.assert(
      fc.property(fc.array(fc.array(fault, { minLength: 1, maxLength: 3 }), { maxLength: 80 }), (calls) => {
        const strategy = createStandardRetry({ random: () => 0 });
        let left = 500;
        for (const faults of calls) {
          let last: number | undefined;
          for (const [i, kind] of faults.entries()) {
            if (kind === "ok") {
              left = Math.min(500, left + (last ?? 1));
              strategy.afterSuccess(i + 1, last);
              break;
            }
            const cost = kind === "throttle" ? 5 : 14;
            const allowed = kind !== "fatal" && i < 2 && cost <= left;
            if (allowed) left -= cost;
            const error = kind === "throttle" ? serviceError(429) : serviceError(kind === "fail" ? 500 : 400);
            const decision = strategy.afterFailure(failed(error, i + 1));
            expect("delay" in decision).toBe(allowed);
            if (!allowed) break;
            last = cost;
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("adaptive", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("waits for nothing until a service throttles", () => {
    const strategy = createAdaptiveRetry({ now: () => 0 });
    strategy.afterSuccess(1);
    strategy.afterFailure(failed(serviceError(500)));
    expect(strategy.beforeAttempt!(undefined)).toBeUndefined();
  });

  it("L3: settles near what the service allows, and starves nobody", async () => {
    const strategy = createAdaptiveRetry({ now: () => Date.now() });
    const allowed = 50;
    let tokens = allowed;
    let accepted = 0;
    let throttled = 0;
    const perCaller = new Map<number, number>();
    let over = false;
    const caller = async (id: number): Promise<void> => {
      while (!over) {
        await strategy.beforeAttempt!(undefined);
        await new Promise((resolve) => setTimeout(resolve, 10));
        if (tokens >= 1) {
          tokens--;
          accepted++;
          perCaller.set(id, (perCaller.get(id) ?? 0) + 1);
          strategy.afterSuccess(1);
        } else {
          throttled++;
          strategy.afterFailure(failed(serviceError(429)));
        }
      }
    };
    for (let id = 0; id < 64; id++) void caller(id);
    const run = async (seconds: number): Promise<void> => {
      for (let step = 0; step < seconds * 50; step++) {
        tokens = Math.min(allowed, tokens + allowed / 50);
        await vi.advanceTimersByTimeAsync(20);
      }
    };
    await run(30);
    accepted = throttled = 0;
    perCaller.clear();
    await run(30);
    over = true;
    expect(accepted / 30).toBeGreaterThanOrEqual(40);
    expect(throttled / (accepted + throttled)).toBeLessThan(0.2);
    expect(Math.min(...perCaller.values())).toBeGreaterThan((0.25 * accepted) / 64);
  });

  it("stops waiting on abort", async () => {
    const strategy = createAdaptiveRetry({ now: () => Date.now() });
    strategy.afterFailure(failed(serviceError(429)));
    const controller = new AbortController();
    const waiting = strategy.beforeAttempt!(controller.signal)!;
    const next = strategy.beforeAttempt!(undefined)!;
    controller.abort(new Error("enough"));
    await expect(waiting).rejects.toMatchObject({ name: "AbortError", cause: { message: "enough" } });
    await vi.advanceTimersByTimeAsync(4_000);
    await next;
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("legacy", () => {
  it("doubles without a cap, DynamoDB without chance", () => {
    const delays = (strategy: RetryStrategy): unknown[] =>
      [1, 2, 7].map((attempt) =>
        strategy.afterFailure(failed(serviceError(500), attempt, { maxAttempts: 9 })),
      );
    const plain = createLegacyRetry({ random: () => 0.5 });
    expect(plain.maxAttempts).toBe(5);
    expect(delays(plain)).toEqual([{ delay: 500 }, { delay: 1_000 }, { delay: 32_000 }]);
    const dynamodb = createLegacyRetry({ endpointPrefix: "dynamodb" });
    expect(dynamodb.maxAttempts).toBe(10);
    expect(delays(dynamodb)).toEqual([{ delay: 50 }, { delay: 100 }, { delay: 3_200 }]);
  });

  it.each<[string, number, string, boolean]>([
    ["s3", 509, "X", true],
    ["s3", 429, "X", true],
    ["s3", 400, "Throttling", true],
    ["s3", 503, "SlowDown", true],
    ["s3", 400, "SlowDown", false],
    ["s3", 400, "BadDigest", true],
    ["ec2", 400, "BadDigest", false],
    ["dynamodb", 409, "ReplicatedWriteConflictException", true],
    ["sqs", 403, "RequestThrottled", true],
    ["constructor", 400, "X", false],
  ])("%s: %i %s", (endpointPrefix, status, code, expected) => {
    const decision = createLegacyRetry({ endpointPrefix }).afterFailure(failed(serviceError(status, code)));
    expect("delay" in decision).toBe(expected);
  });

  it("repeats what failed on the way", () => {
    const strategy = createLegacyRetry();
    expect(
      strategy.afterFailure(failed(new TransportError({ what: "x", code: "ECONNRESET" }))),
    ).toHaveProperty("delay");
    expect(strategy.afterFailure(failed(new AbortError({ what: "x" })))).toEqual({ refuse: true });
    expect(strategy.afterFailure(failed(serviceError(500), 3))).toEqual({ refuse: true });
  });
});

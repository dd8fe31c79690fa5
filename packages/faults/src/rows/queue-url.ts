import type { Case, Expectation, RunInfo } from "../row.ts";
import type { Sdk } from "../sdk/sdk.ts";
import type { Reply, ServeOptions } from "../server/fault-server.ts";
import { atFirst, whole } from "../server/replies.ts";

/** What the server of {@link getQueueUrl} says when nothing is wrong. */
export const queueUrl = "https://sqs.us-east-1.amazonaws.com/123456789012/truth";

/** Its body. */
export const queueUrlBody: string = JSON.stringify({ QueueUrl: queueUrl });

/** The right answer, whole. */
export const queueUrlReply: Reply = whole(queueUrlBody, "content-type: application/x-amz-json-1.0\r\n");

/** The simplest call there is: a small JSON document each way. */
export async function getQueueUrl(sdk: Sdk, { endpoint }: { endpoint: string }): Promise<unknown> {
  return sdk.client("sqs", { endpoint }).call("GetQueueUrl", { QueueName: "truth" });
}

/** What {@link faultCases} makes cases of. */
export interface FaultCases {
  /** Added to the names of the cases. */
  readonly name?: string;
  readonly fault: Reply;
  readonly options?: ServeOptions;
  /** Right outcomes when the fault stays, and the requests that Inia makes until then; default 3. */
  readonly faults: readonly string[];
  readonly requests?: Expectation["requests"];
  /** Leaves out the case in which the second request is answered. */
  readonly never?: boolean;
  /** Runs in the short run; default true. */
  readonly fast?: boolean | "first";
  readonly check?: Expectation["check"];
  readonly more?: Partial<Pick<Case, "deadline" | "loopLimit" | "memoryLimit">>;
}

/** Two cases of {@link getQueueUrl}: a fault of the first request only, which a retry mends, and one that stays. */
export function faultCases(given: FaultCases): Case[] {
  const { name, fault, options, faults, requests = 3, never = false, fast = true, check, more } = given;
  const label = (text: string): string => (name === undefined ? text : `${name}, ${text}`);
  const start =
    (reply: Reply, expect: Expectation): Case["start"] =>
    async (kit) => {
      const { url } = await kit.serve(reply, options);
      return { target: { endpoint: url }, expect: { ...expect, ...(check && { check }) } };
    };
  const mended: Case = {
    name: label("once"),
    run: getQueueUrl,
    fast: fast !== false,
    start: start(atFirst(fault, queueUrlReply), { value: { QueueUrl: queueUrl }, requests: 2 }),
    ...more,
  };
  const stays: Case = {
    name: label("always"),
    run: getQueueUrl,
    fast: fast === true,
    start: start(fault, { faults, requests }),
    ...more,
  };
  return never ? [stays] : [mended, stays];
}

/** A case of {@link getQueueUrl} that ends in one way. */
export function queueUrlCase(
  name: string,
  reply: Reply,
  expect: Expectation | ((run: RunInfo) => Expectation),
  more: Partial<Case> & { readonly options?: ServeOptions } = {},
): Case {
  const { options, ...rest } = more;
  return {
    name,
    run: getQueueUrl,
    fast: true,
    async start(kit, run) {
      const { url } = await kit.serve(reply, options);
      return { target: { endpoint: url }, expect: typeof expect === "function" ? expect(run) : expect };
    },
    ...rest,
  };
}

import { row, type Case, type Row } from "../row.ts";
import { patientLimits, type AnyClient, type Sdk } from "../sdk/sdk.ts";
import type { Reply } from "../server/fault-server.ts";
import { whole } from "../server/replies.ts";
import { demand, held } from "./demand.ts";
import { jsonError, statusLine } from "./error-answers.ts";
import { queueUrl, queueUrlReply } from "./queue-url.ts";
import { peerQuota, quotaOf } from "./retry-quota.ts";

const throttlingCodes = [
  "BandwidthLimitExceeded", "EC2ThrottledException", "LimitExceededException", "PriorRequestNotComplete",
  "ProvisionedThroughputExceededException", "RequestLimitExceeded", "RequestThrottled", "RequestThrottledException",
  "SlowDown", "ThrottledException", "Throttling", "ThrottlingException", "TooManyRequestsException",
  "TransactionInProgressException",
]; // prettier-ignore

/** Milliseconds that the second answer takes, in which the quota is looked at. */
const answerAfter = 100;

/** Milliseconds of the first wait at most, and what a busy machine may add. */
const longestWait = 1_000 + 250;

interface Throttled {
  readonly endpoint: string;
  /** A queue for each client: `<code> <status>`. */
  readonly queues: readonly string[];
}

/** What was seen of one client, which was throttled once. The peer's quota has other figures; that it is full again counts. */
interface QuotaSeen {
  readonly answered: boolean;
  readonly pending?: number;
  readonly after: number;
}

/** A client for each queue, all at once. */
async function runThrottled(sdk: Sdk, { endpoint, queues }: Throttled): Promise<unknown> {
  const ours = sdk.name === "inia";
  const calls = queues.map(async (queue): Promise<[string, QuotaSeen]> => {
    const client = sdk.client("sqs", { endpoint, limits: patientLimits });
    const call = client.call("GetQueueUrl", { QueueName: queue });
    const pending = ours ? { pending: await takenQuota(client) } : {};
    const answered = (await call).QueueUrl === queueUrl;
    return [queue, { answered, ...pending, after: await (ours ? quotaOf : peerQuota)(client) }];
  });
  const right: QuotaSeen = { answered: true, ...(ours && { pending: 495 }), after: 500 };
  const seen = Object.fromEntries(await Promise.all(calls));
  return demand(seen, Object.fromEntries(queues.map((queue) => [queue, right])));
}

/** The quota as soon as something was taken from it; as it is after two seconds at the latest. */
async function takenQuota(client: AnyClient): Promise<number> {
  for (let waited = 0; ; waited += 5) {
    const left = await quotaOf(client);
    if (left < 500 || waited > 2_000) return left;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Throttles the first request for each queue; the queue's name says with what. */
function throttlingCase(name: string, queues: readonly string[]): Case {
  return {
    name,
    run: runThrottled,
    fast: true,
    async start(kit) {
      const times = new Map<string, number[]>(queues.map((queue) => [queue, []]));
      const server = await kit.serve((exchange) => {
        const { QueueName } = JSON.parse(exchange.request.body.toString()) as { QueueName: string };
        const seen = times.get(QueueName)!;
        if (seen.push(performance.now()) === 1) return throttle(QueueName)(exchange);
        setTimeout(() => queueUrlReply(exchange), answerAfter);
      });
      return {
        target: { endpoint: server.url, queues } satisfies Throttled,
        expect: {
          value: held,
          requests: queues.length * 2,
          check: () => waitsBeyond(times),
        },
      };
    },
  };
}

function throttle(queue: string): Reply {
  const [code = "", status] = queue.split(" ");
  return code === "none" ? whole("", "", statusLine(Number(status))) : jsonError(Number(status), code);
}

function waitsBeyond(times: ReadonlyMap<string, readonly number[]>): string | undefined {
  for (const [queue, [from = NaN, to = NaN]] of times) {
    if (!(to - from <= longestWait)) return `${queue}: ${Math.round(to - from)} ms between the requests`;
  }
  return undefined;
}

/** D5 and D6: a service asks for less. */
export const throttlingRows: readonly Row[] = [
  row(
    "D5",
    "14 throttling codes with 400 and 503",
    [400, 503].map((status) =>
      throttlingCase(
        String(status),
        throttlingCodes.map((code) => `${code} ${status}`),
      ),
    ),
  ),
  row("D6", "429 without a code", [throttlingCase("429", ["none 429"])]),
];

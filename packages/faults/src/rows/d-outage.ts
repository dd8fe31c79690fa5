import { row, type Case, type Row } from "../row.ts";
import { patientLimits, type Sdk } from "../sdk/sdk.ts";
import { demand, held } from "./demand.ts";
import { jsonError } from "./error-answers.ts";

/** Calls at a time: few enough that what all compute at once blocks nobody's event loop. */
const concurrency = 16;

/** Calls that, throttled, use up any quota: two retries each. */
const draining = 60;

/** Makes calls that all fail; resolves to how many failures of each kind there were. */
async function failures(
  sdk: Sdk,
  calls: number,
  call: () => Promise<unknown>,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const one = async (): Promise<void> => {
    const outcome = await call().then(
      () => "value",
      (error: unknown) => sdk.classify(error).class,
    );
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  };
  let left = calls;
  const lane = async (): Promise<void> => {
    while (left-- > 0) await one();
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return counts;
}

/** An outage of 1,000 calls. The peer's retries cost what it says they do: what counts is that they end. */
function outageCase(name: string, status: number, code: string, requests: number): Case {
  const calls = 1_000;
  return {
    name,
    deadline: 30_000,
    async run(sdk, { endpoint }) {
      const client = sdk.client("sqs", { endpoint, limits: patientLimits });
      const seen = await failures(sdk, calls, () => client.call("GetQueueUrl", { QueueName: "none" }));
      return demand(seen, { Service: calls });
    },
    async start(kit) {
      const { url } = await kit.serve(jsonError(status, code));
      return {
        target: { endpoint: url },
        expect: {
          value: held,
          requests,
          check: (seen) => (seen.requests <= 1.25 * calls ? undefined : `${seen.requests} requests`),
        },
      };
    },
  };
}

/** Long polls at a time: a wait is random, and may be short; not so all of them. */
const polls = 8;

/** Drains the quota, then polls. */
const longPoll: Case = {
  name: "SQS ReceiveMessage",
  deadline: 30_000,
  async run(sdk, { endpoint }) {
    const client = sdk.client("sqs", { endpoint, limits: patientLimits });
    await failures(sdk, draining, () => client.call("GetQueueUrl", { QueueName: "none" }));
    const poll = (): Promise<unknown> => client.call("ReceiveMessage", { QueueUrl: `${endpoint}/1/queue` });
    return demand(await failures(sdk, polls, poll), { Service: polls });
  },
  async start(kit) {
    const polled: number[] = [];
    const throttle = jsonError(400, "ThrottlingException");
    const server = await kit.serve((exchange) => {
      if (exchange.request.headers["x-amz-target"] === "AmazonSQS.ReceiveMessage")
        polled.push(performance.now());
      return throttle(exchange);
    });
    return {
      target: { endpoint: server.url },
      expect: {
        value: held,
        check({ sdk }) {
          if (sdk === "inia" && polled.length !== polls) return `${polled.length} requests of ${polls} polls`;
          const waited = performance.now() - polled.at(-1)!;
          // The child settles for 200 ms before it reports, and its sockets may take a second to close.
          const [least, most] = sdk === "inia" ? [300, 3_000] : [0, 20_000];
          return waited >= least && waited <= most
            ? undefined
            : `ended ${Math.round(waited)} ms after the last poll`;
        },
      },
    };
  },
};

/** D9 and D10: what retries are left when nothing works. */
export const outageRows: readonly Row[] = [
  row("D9", "an outage of 1,000 calls", [
    outageCase("all 500", 500, "InternalFailure", 1_035),
    outageCase("all throttled", 400, "ThrottlingException", 1_100),
  ]),
  row("D10", "a long poll with an empty quota", [longPoll]),
];

import { row, type Case, type Row } from "../row.ts";
import type { Sdk } from "../sdk/sdk.ts";
import type { Reply } from "../server/fault-server.ts";
import { demand, held } from "./demand.ts";
import { jsonError } from "./error-answers.ts";
import { queueUrl, queueUrlReply } from "./queue-url.ts";

const minute = 60_000;

/** Milliseconds by which a signature's time is off the server's clock. */
function ageOf(amzDate: string | undefined, clock: number): number {
  const iso = (amzDate ?? "").replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/, "$1-$2-$3:$4:$5");
  return Math.abs(Date.parse(iso) - clock);
}

interface Clock {
  /** Milliseconds by which the server's clock is ahead. */
  readonly ahead: number;
  /** Refuses signatures that are so many milliseconds off. Default: five minutes. */
  readonly tolerance?: number;
  /** What it says about the time, in place of its clock. */
  readonly date?: string;
}

/** A server with a clock of its own, as services have. */
function clockReply({ ahead, tolerance = 5 * minute, date }: Clock): Reply {
  return (exchange) => {
    const clock = Date.now() + ahead;
    if (ageOf(exchange.request.headers["x-amz-date"], clock) <= tolerance) return queueUrlReply(exchange);
    const said = date ?? new Date(clock).toUTCString();
    return jsonError(403, "InvalidSignatureException", `date: ${said}\r\n`)(exchange);
  };
}

const call = (sdk: Sdk, { endpoint }: { endpoint: string }): Promise<unknown> =>
  sdk.client("sqs", { endpoint }).call("GetQueueUrl", { QueueName: "truth" });

function skewCase(name: string, clock: Clock, corrected: boolean): Case {
  return {
    name,
    fast: true,
    run: call,
    async start(kit) {
      const { url } = await kit.serve(clockReply(clock));
      const expect = corrected
        ? { value: { QueueUrl: queueUrl }, requests: 2 }
        : { faults: ["Service InvalidSignatureException"], requests: 1 };
      return { target: { endpoint: url }, expect };
    },
  };
}

/** A cache answers with a page of an hour ago: the clock is right, and must stay so for the second call. */
const cached: Case = {
  name: "Age present",
  fast: true,
  async run(sdk, { endpoint }) {
    const client = sdk.client("sqs", { endpoint });
    const first = await client
      .call("GetQueueUrl", { QueueName: "cached" })
      .catch((error: unknown) => sdk.classify(error));
    const second = await client.call("GetQueueUrl", { QueueName: "truth" });
    return demand(
      { code: first.code, second: second.QueueUrl },
      { code: "InvalidSignatureException", second: queueUrl },
    );
  },
  async start(kit) {
    const right = clockReply({ ahead: 0 });
    const server = await kit.serve((exchange) => {
      if (!exchange.request.body.includes("cached")) return right(exchange);
      const date = new Date(Date.now() - 60 * minute).toUTCString();
      return jsonError(403, "InvalidSignatureException", `date: ${date}\r\nage: 3600\r\n`)(exchange);
    });
    return {
      target: { endpoint: server.url },
      expect: { value: held, requests: 2 },
    };
  },
};

/** D13: clocks that disagree. */
export const clockRows: readonly Row[] = [
  row("D13", "clocks that disagree", [
    skewCase("an hour ahead", { ahead: 60 * minute }, true),
    skewCase("20 minutes behind", { ahead: -20 * minute }, true),
    skewCase("3 minutes, which is no reason", { ahead: 3 * minute, tolerance: minute }, false),
    skewCase("a Date that is none", { ahead: 60 * minute, date: "half past nine" }, false),
    cached,
  ]),
];

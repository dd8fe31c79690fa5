import { row, type Case, type Row } from "../row.ts";
import type { Reply } from "../server/fault-server.ts";
import { demand, held } from "./demand.ts";
import { jsonError } from "./error-answers.ts";
import { queueUrl, queueUrlReply } from "./queue-url.ts";

interface Renewal {
  readonly endpoint: string;
  /** Whether the provider gives other keys when it is asked again. */
  readonly changes: boolean;
}

/** Refuses the first key. */
function refuse(code: string): Reply {
  const expired = jsonError(400, code);
  return (exchange) =>
    exchange.request.headers["authorization"]?.includes("Credential=AKID1/")
      ? expired(exchange)
      : queueUrlReply(exchange);
}

function expiredCase(code: string, changes: boolean): Case {
  return {
    name: `${code}, ${changes ? "and there are new keys" : "and there are no others"}`,
    fast: true,
    async run(sdk, { endpoint, changes: renewable }: Renewal) {
      let provided = 0;
      const credentials = async (): Promise<{ accessKeyId: string; secretAccessKey: string }> => {
        provided++;
        return { accessKeyId: `AKID${renewable ? provided : 1}`, secretAccessKey: "secret" };
      };
      const client = sdk.client("sqs", { endpoint, credentials });
      const outcome = await client
        .call("GetQueueUrl", { QueueName: "truth" })
        .catch((error: unknown) => sdk.classify(error));
      const seen = { outcome: outcome.QueueUrl ?? `${outcome.class} ${outcome.code}`, once: provided <= 2 };
      return demand(seen, { outcome: renewable ? queueUrl : `Service ${code}`, once: true });
    },
    async start(kit) {
      const { url } = await kit.serve(refuse(code));
      return {
        target: { endpoint: url, changes } satisfies Renewal,
        expect: { value: held, requests: changes ? 2 : 1 },
      };
    },
  };
}

/** D14: the service calls credentials expired that their source did not. */
export const expiredRows: readonly Row[] = [
  row("D14", "ExpiredToken with a provider that can renew", [
    expiredCase("ExpiredTokenException", true),
    expiredCase("ExpiredToken", true),
    expiredCase("RequestExpired", true),
    expiredCase("ExpiredTokenException", false),
  ]),
];

import type { Sdk } from "../sdk/sdk.ts";
import type { ClientOptions } from "../sdk/sdk.ts";
import type { FaultServer } from "../server/fault-server.ts";
import type { Kit } from "../server/kit.ts";
import { whole } from "../server/replies.ts";

/** A service that answers with the access key that a request was signed with. */
export function startCaller(kit: Kit): Promise<FaultServer> {
  return kit.serve((exchange) => {
    const key = /Credential=([^/]+)\//.exec(exchange.request.headers["authorization"] ?? "")?.[1] ?? "none";
    return whole(JSON.stringify({ QueueUrl: key }))(exchange);
  });
}

/** The access key that a call with the SDK's own credential chain is signed with. */
export async function accessKey(sdk: Sdk, { endpoint }: { endpoint: string }): Promise<unknown> {
  return callWith(sdk, endpoint, "default")();
}

/** Makes a client; each call of the result gives the access key that it was signed with. */
export function callWith(
  sdk: Sdk,
  endpoint: string,
  credentials: NonNullable<ClientOptions["credentials"]>,
): () => Promise<string> {
  const client = sdk.client("sqs", { endpoint, credentials });
  return async () => (await client.call("GetQueueUrl", { QueueName: "q" })).QueueUrl as string;
}

import { row, type Case, type Row } from "../row.ts";
import { testKeys, type AnyClient, type ClientOptions, type Sdk } from "../sdk/sdk.ts";
import { whole } from "../server/replies.ts";
import { verifyRequest } from "../server/verify-request.ts";
import { demand, held } from "./demand.ts";

const regions = [
  "us-east-1@evil.com",
  "x@attacker.com:443/#",
  "us-east-1\n",
  "us_east",
  "us.east",
  "-a",
  "12345",
  "",
];

/** Outcomes of calls that must be refused, by what is wrong with them; those that were are left out. */
async function notRefused(
  sdk: Sdk,
  names: readonly string[],
  call: (name: string) => Promise<unknown>,
): Promise<Record<string, string>> {
  const through: Record<string, string> = {};
  for (const name of names) {
    try {
      await call(name);
      through[name] = "sent";
    } catch (error) {
      const { class: kind, name: type } = sdk.classify(error);
      // The peer's errors have no classes for this; those of the network are not meant.
      const right =
        sdk.name === "inia" ? ["Validation", "Config"] : ["Validation", "Config", "Credentials", "Other"];
      if (!right.includes(kind)) through[name] = `${kind} ${type}`;
    }
  }
  return through;
}

/** Regions that would name another host. The proxy sees every packet; credentials are not asked for. */
const hostileRegions: Case = {
  name: "eight",
  fast: true,
  async run(sdk, { proxy }: { proxy: string }) {
    let asked = 0;
    const credentials = async (): Promise<typeof testKeys> => {
      asked++;
      return testKeys;
    };
    const through = await notRefused(sdk, regions, async (region) =>
      sdk.client("sqs", { region, proxy, credentials }).call("GetQueueUrl", { QueueName: "truth" }),
    );
    const unasked = sdk.name === "inia" ? asked === 0 : true;
    return demand({ through, unasked }, { through: {}, unasked: true });
  },
  async start(kit) {
    const proxy = await kit.serve(({ socket }) => void socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n"));
    return {
      target: { proxy: proxy.url },
      expect: {
        value: held,
        requests: 0,
        check: () => (proxy.connections === 0 ? undefined : `a packet for ${proxy.requests[0]?.path}`),
      },
    };
  },
};

/** Inputs that must not become a part of a host or of a path. */
function refusedCase(
  name: string,
  values: readonly string[],
  call: (client: AnyClient, value: string) => Promise<unknown>,
): Case {
  return {
    name,
    services: ["s3"],
    fast: true,
    run: async (sdk, options: ClientOptions) =>
      demand(await notRefused(sdk, values, async (value) => call(sdk.client("s3", options), value)), {}),
    async start(kit) {
      const { url } = await kit.serve(whole(""));
      return { target: { endpoint: url } satisfies ClientOptions, expect: { value: held, requests: 0 } };
    },
  };
}

const keys = [
  "../x", "a//b", "./a", "a/../b", "/a", "a/", "a/.", "?", "#", "%2f", "%", "a b", "a+b", "a&b=c", "é", "😀", "~'()*!", "\\", "@:",
]; // prettier-ignore

/** Keys that a URL would change: the path that is sent is the path that is signed, and the key that was meant. */
const hostileKeys: Case = {
  name: "keys",
  services: ["s3"],
  fast: true,
  async run(sdk, { endpoint }: { endpoint: string }) {
    const client = sdk.client("s3", { endpoint });
    const failed: Record<string, string> = {};
    for (const Key of keys) {
      const call = client.call("HeadObject", { Bucket: "bucket", Key });
      await call.catch((error: unknown) => (failed[Key] = sdk.classify(error).message));
    }
    return demand(failed, {});
  },
  async start(kit) {
    const server = await kit.serve((exchange) => {
      const right = verifyRequest(exchange.request, testKeys.secretAccessKey);
      return whole("", "", right ? "200 OK" : "403 Forbidden")(exchange);
    });
    return {
      target: { endpoint: server.url },
      expect: {
        value: held,
        requests: keys.length,
        check() {
          const meant = server.requests.map(({ path }) => decodeURIComponent(path));
          const wrong = keys.findIndex((key, at) => meant[at] !== `/bucket/${key}`);
          return wrong < 0 ? undefined : `${meant[wrong]} for ${keys[wrong]}`;
        },
      },
    };
  },
};

const buckets = ["..", ".", "", "a/b", "b@evil", "b?x", "b#", "a\nb", "a b", "%2e%2e", "é"];
const routes = ["a.b", "a@evil", "a/b", "a:80", "", "-a", "a\n", "a#", "x".repeat(64)];

/** I7 and I8: what must not become part of a host or path. */
export const hostRows: readonly Row[] = [
  row("I7", "regions that are none", [hostileRegions]),
  row("I8", "buckets, host labels and keys", [
    refusedCase("buckets", buckets, (client, Bucket) => client.call("HeadObject", { Bucket, Key: "key" })),
    refusedCase("host labels", routes, (client, RequestRoute) =>
      client.call("WriteGetObjectResponse", { RequestRoute, RequestToken: "token", Body: "x" }),
    ),
    hostileKeys,
  ]),
];

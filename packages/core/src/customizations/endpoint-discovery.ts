// Endpoint discovery: a service says itself where its operations are to be sent (DescribeEndpoints), for how long that holds,
// and, with status 421 or InvalidEndpointException, that it does not hold any more. What is remembered and for how long is
// as in botocore.
import { checkEndpointUrl } from "../endpoint/check-host.ts";
import { ConfigError, TimeoutError, TransportError } from "../errors/errors.ts";
import { isServiceError } from "../errors/service-error.ts";
import type { Call } from "../pipeline/call.ts";
import type { ClientContext } from "../pipeline/client-context.ts";
import { bounded } from "../pipeline/bounded.ts";
import { send } from "../pipeline/send.ts";
import type { Customization } from "../pipeline/service.ts";
import type { AnyOperation } from "../shape/operation.ts";

/** Milliseconds after a failed discovery until the next one. */
const pause = 60_000;

/** What a client has discovered. */
interface Discovery {
  url?: string | undefined;
  expires: number;
  pausedUntil: number;
  flight?: Promise<void> | undefined;
}

const discoveries: WeakMap<ClientContext, Discovery> = /* @__PURE__ */ new WeakMap();

function discoveryOf(client: ClientContext): Discovery {
  let discovery = discoveries.get(client);
  if (discovery === undefined) discoveries.set(client, (discovery = { expires: 0, pausedUntil: 0 }));
  return discovery;
}

/** The operation as far as it is needed here: it is the same in all services that have it. */
const describeEndpoints: AnyOperation = {
  name: "DescribeEndpoints",
  input: { structure: {} },
  output: {
    structure: { Endpoints: { list: { structure: { Address: "string", CachePeriodInMinutes: "long" } } } },
  },
};

interface DescribeEndpointsOutput {
  readonly Endpoints?: readonly { readonly Address: string; readonly CachePeriodInMinutes: number }[];
}

async function refresh(client: ClientContext, discovery: Discovery): Promise<void> {
  try {
    const output = (await send(client, describeEndpoints, {}, {})) as DescribeEndpointsOutput;
    const first = output.Endpoints?.[0];
    if (first === undefined) return;
    const url = first.Address.startsWith("http") ? first.Address : `https://${first.Address}`;
    checkEndpointUrl(url);
    discovery.url = url.endsWith("/") ? url : `${url}/`;
    discovery.expires = Date.now() + first.CachePeriodInMinutes * 60_000;
    discovery.pausedUntil = 0;
  } catch (error) {
    discovery.pausedUntil = Date.now() + pause;
    throw error;
  }
}

/** The discovered URL; one that has expired where no other can be had, none where the operation does without. */
async function discover(call: Call, required: boolean): Promise<string | undefined> {
  const discovery = discoveryOf(call.client);
  const now = Date.now();
  const stale = now >= discovery.expires;
  if (!stale || (now < discovery.pausedUntil && !(required && discovery.url === undefined)))
    return discovery.url;
  discovery.flight ??= refresh(call.client, discovery).finally(() => (discovery.flight = undefined));
  try {
    await bounded(call, discovery.flight);
  } catch (error) {
    const unreachable =
      error instanceof TransportError || (error instanceof TimeoutError && error.phase !== "operation");
    if (!unreachable || (required && discovery.url === undefined)) throw error;
  }
  return discovery.url;
}

/** Sends the call to where the service wants it; false where discovery does not apply. */
async function redirect(call: Call): Promise<boolean> {
  const { endpoint, endpointDiscoveryEnabled: enabled } = call.client.settings;
  const wanted = call.operation.endpointDiscovery;
  if (wanted === undefined || endpoint !== undefined) return false;
  const required = wanted === "required";
  if (enabled === false && required)
    throw new ConfigError({ what: "the operation needs endpoint discovery, which is turned off" });
  if (enabled === false || (enabled === "auto" && !required)) return false;
  const url = await discover(call, required);
  if (url !== undefined) call.url = url;
  return url !== undefined;
}

/** Asks a service for the endpoint of its operations, where they take part in that. */
export const endpointDiscovery: Customization = {
  draft({ draft, operation, client }) {
    if (operation.name === describeEndpoints.name)
      draft.headers["x-amz-api-version"] = client.service.apiVersion;
  },
  async request(call) {
    await redirect(call);
  },
  repair(call, error) {
    const moved =
      isServiceError(error) && (error.statusCode === 421 || error.code === "InvalidEndpointException");
    if (!moved || call.operation.endpointDiscovery === undefined) return false;
    const discovery = discoveryOf(call.client);
    discovery.url = undefined;
    discovery.expires = discovery.pausedUntil = 0;
    return redirect(call);
  },
};

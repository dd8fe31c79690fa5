import { describe, expect, it, vi } from "vitest";
import {
  AbortError,
  Client,
  ConfigError,
  CredentialsError,
  isServiceError,
  paginate,
  ServiceError,
  Session,
  TimeoutError,
  TransportError,
  ValidationError,
  waitUntil,
  type ClientConfig,
  type HttpRequest,
  type HttpResponse,
  type Operation,
  type PaginatedOperation,
  type Service,
  type Transport,
  type Waiter,
} from "../index.ts";
import { presign } from "../presign.ts";
import { createEnvironment } from "../config/environment-node.ts";
import { restJson, standardEndpoint } from "../service.ts";
import type { Ref } from "../service.ts";

class ParcelNotFound extends ServiceError {
  static override readonly shapeName: string = "ParcelNotFound";
  static override readonly service: string = "Parcel";
  static override readonly shape: Ref = { structure: { ParcelId: "string" } };
  declare readonly ParcelId?: string;
}

const GetParcel: Operation<"Parcel", { ParcelId: string }, { Weight?: number }, ParcelNotFound> = {
  name: "GetParcel",
  http: "GET /parcels/{ParcelId}",
  input: { structure: { ParcelId: { shape: "string", uri: "ParcelId" } }, required: ["ParcelId"] },
  output: { structure: { Weight: "double" } },
  errors: [ParcelNotFound],
};

const CreateParcel: Operation<"Parcel", { Token?: string; Note?: string }, {}> = {
  name: "CreateParcel",
  http: "POST /parcels",
  input: { structure: { Token: { shape: "string", idempotencyToken: true }, Note: "string" } },
};

const ListParcels: PaginatedOperation<
  "Parcel",
  { NextToken?: string; MaxResults?: number },
  { Ids?: string[] },
  string
> = {
  name: "ListParcels",
  http: "GET /parcels",
  input: {
    structure: {
      NextToken: { shape: "string", querystring: "nextToken" },
      MaxResults: { shape: "integer", querystring: "maxResults" },
    },
  },
  output: { structure: { Ids: { list: "string" }, NextToken: "string" } },
  paginator: {
    inputToken: ["NextToken"],
    outputToken: ["NextToken"],
    limitKey: "MaxResults",
    resultKey: ["Ids"],
  },
};

const ParcelDelivered: Waiter<"Parcel", { ParcelId: string }, { Weight?: number }> = {
  name: "ParcelDelivered",
  operation: GetParcel,
  delay: 0.001,
  maxAttempts: 3,
  acceptors: [
    { state: "success", path: "Weight", expected: 0 },
    { state: "failure", path: "Weight", expected: -1 },
    { state: "retry", error: "ParcelNotFound" },
  ],
};

const service: Service<"Parcel"> = {
  id: "Parcel",
  apiVersion: "2024-05-01",
  endpointPrefix: "parcel",
  signingName: "parcel",
  protocol: restJson,
  endpoint: standardEndpoint("parcel"),
};

type Reply = Partial<Omit<HttpResponse, "body">> & { body?: unknown };

/** A client over a transport that gives the replies in turn, the last one for ever. */
function clientWith(replies: (Reply | Error)[], config: ClientConfig = {}) {
  const requests: HttpRequest[] = [];
  const transport = {
    handle: vi.fn<Transport["handle"]>(async (request): Promise<HttpResponse> => {
      requests.push(request);
      const reply = replies.length > 1 ? replies.shift()! : replies[0]!;
      if (reply instanceof Error) throw reply;
      const body = new TextEncoder().encode(reply.body === undefined ? "" : JSON.stringify(reply.body));
      return { status: reply.status ?? 200, headers: reply.headers ?? {}, body };
    }),
  };
  const client = new Client(service, {
    region: "us-west-2",
    credentials: { accessKeyId: "AKID", secretAccessKey: "canary-secret" },
    environment: createEnvironment({
      AWS_CONFIG_FILE: "/nowhere",
      AWS_SHARED_CREDENTIALS_FILE: "/nowhere",
    }),
    transport,
    ...config,
  });
  return { client, requests, transport };
}

describe("send", () => {
  it("builds, signs and sends a request and returns the output with hidden metadata", async () => {
    const { client, requests } = clientWith([
      { body: { Weight: 2.5 }, headers: { "x-amzn-requestid": "r1" } },
    ]);
    const output = await client.send(GetParcel, { ParcelId: "a b" });
    expect(output).toEqual({ Weight: 2.5 });
    expect(output.$metadata).toMatchObject({ status: 200, requestId: "r1", attempts: 1 });
    expect(requests[0]).toMatchObject({
      method: "GET",
      url: "https://parcel.us-west-2.amazonaws.com/parcels/a%20b",
    });
    expect(requests[0]!.headers["authorization"]).toMatch(/^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/us-west-2\/parcel\/aws4_request, SignedHeaders=host;x-amz-date, Signature=[0-9a-f]{64}$/); // prettier-ignore
    expect(requests[0]!.headers["amz-sdk-request"]).toBe("attempt=1; max=3");
    expect(requests[0]!.headers["user-agent"]).toMatch(/^inia\/\d+\.\d+\.\d+ ua\/2\.1 os\/\S+ .*lang\/js/);
  });

  it("uses a custom endpoint with its path", async () => {
    const { client, requests } = clientWith([{ body: {} }], { endpoint: "http://localhost:4566/base/" });
    await client.send(GetParcel, { ParcelId: "1" });
    expect(requests[0]!.url).toBe("http://localhost:4566/base/parcels/1");
  });

  it("fills idempotency tokens once for all attempts and leaves the input alone", async () => {
    const { client, requests } = clientWith([{ status: 503, body: {} }, { body: {} }]);
    const input = { Note: "n" };
    await client.send(CreateParcel, input);
    const [first, second] = requests.map((r) => JSON.parse(new TextDecoder().decode(r.body as Uint8Array)));
    expect(first.Token).toMatch(/^[0-9a-f-]{36}$/);
    expect(second).toEqual(first);
    expect(input).toEqual({ Note: "n" });
  });

  it("throws modelled errors by class, others by code", async () => {
    const headers = { "x-amzn-errortype": "ParcelNotFound", "x-amzn-requestid": "r2" };
    const { client } = clientWith([
      { status: 404, headers, body: { message: "no such parcel", ParcelId: "9" } },
    ]);
    const error = await client.send(GetParcel, { ParcelId: "9" }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ParcelNotFound);
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({
      ParcelId: "9",
      statusCode: 404,
      fault: "client",
      requestId: "r2",
      attempts: 1,
    });
    expect((error as Error).message).toBe(
      "Parcel GetParcel: no such parcel (ParcelNotFound, HTTP 404, request r2)",
    );
    expect(isServiceError(error, "ParcelNotFound")).toBe(true);
    expect(isServiceError(error, "SlowDown")).toBe(false);
  });

  it("retries what is transient, and says how often", async () => {
    const { client, requests } = clientWith([{ status: 500, body: {} }]);
    await expect(client.send(GetParcel, { ParcelId: "1" })).rejects.toMatchObject({
      statusCode: 500,
      attempts: 3,
    });
    expect(requests).toHaveLength(3);
    expect(requests[2]!.headers["amz-sdk-request"]).toBe("attempt=3; max=3");
    expect(new Set(requests.map((r) => r.headers["amz-sdk-invocation-id"])).size).toBe(1);
  });

  it("names service and operation in a transport's error", async () => {
    const refused = () =>
      new TransportError({ what: "could not connect to localhost:1", code: "ECONNREFUSED" });
    const { client } = clientWith([refused(), refused(), refused()]);
    await expect(client.send(GetParcel, { ParcelId: "1" })).rejects.toThrow("Parcel GetParcel: could not connect to localhost:1 (ECONNREFUSED)"); // prettier-ignore
  });

  it("corrects a skewed clock and signs again", async () => {
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    const skewed = { status: 403, headers: { date, "x-amzn-errortype": "RequestTimeTooSkewed" }, body: {} };
    const { client, requests } = clientWith([skewed, { body: {}, headers: { date } }]);
    await client.send(GetParcel, { ParcelId: "1" });
    expect(requests[1]!.headers["x-amz-date"]! > requests[0]!.headers["x-amz-date"]!).toBe(true);
  });

  it("refuses bad input before anything is sent, with every problem and its path", async () => {
    const { client, transport } = clientWith([{ body: {} }]);
    const bad = client.send(GetParcel, { Parcelid: "1" } as never);
    await expect(bad).rejects.toBeInstanceOf(ValidationError);
    await expect(bad).rejects.toThrow(/GetParcel\.ParcelId/);
    expect(transport.handle).not.toHaveBeenCalled();
  });

  it("says what was tried when there is no region or no credentials", async () => {
    const none = { region: undefined, credentials: undefined } as unknown as ClientConfig;
    const { client } = clientWith([{ body: {} }], none);
    const noRegion = client.send(GetParcel, { ParcelId: "1" });
    await expect(noRegion).rejects.toBeInstanceOf(ConfigError);
    await expect(noRegion).rejects.toThrow(/AWS_REGION/);
    const disabled = createEnvironment({ AWS_EC2_METADATA_DISABLED: "true", AWS_CONFIG_FILE: "/nowhere", AWS_SHARED_CREDENTIALS_FILE: "/nowhere" }); // prettier-ignore
    const { client: anonymous } = clientWith([{ body: {} }], {
      ...none,
      region: "us-east-1",
      environment: disabled,
    });
    const noCredentials = anonymous.send(GetParcel, { ParcelId: "1" });
    await expect(noCredentials).rejects.toBeInstanceOf(CredentialsError);
    await expect(noCredentials).rejects.toThrow(/AWS_ACCESS_KEY_ID/);
  });

  it("sends unsigned requests for an anonymous client", async () => {
    const { client, requests } = clientWith([{ body: {} }], { credentials: "anonymous" });
    await client.send(GetParcel, { ParcelId: "1" });
    expect(requests[0]!.headers["authorization"]).toBeUndefined();
  });

  it("ends on abort and on its own bound", async () => {
    const { client } = clientWith([{ status: 503, headers: { "retry-after": "3" }, body: {} }]);
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("enough")), 20);
    const aborted = await client
      .send(GetParcel, { ParcelId: "1" }, { signal: controller.signal })
      .catch((e: unknown) => e);
    expect(aborted).toBeInstanceOf(AbortError);
    expect((aborted as Error).cause).toEqual(new Error("enough"));
    await expect(client.send(GetParcel, { ParcelId: "1" }, { timeout: 30 })).rejects.toBeInstanceOf(
      ServiceError,
    );
  });

  it("runs hooks around calls and attempts, the first outermost", async () => {
    const seen: string[] = [];
    const hooks = {
      call: ["a", "b"].map((name) => (next: any) => async (call: any) => {
        seen.push(`${name}:${call.operation.name}`);
        return next(call);
      }),
      attempt: [(next: any) => async (call: any, request: HttpRequest) => {
        seen.push(`attempt ${call.attempt}`);
        return next(call, request);
      }],
    }; // prettier-ignore
    const { client } = clientWith([{ status: 500, body: {} }, { body: {} }], { hooks });
    await client.send(GetParcel, { ParcelId: "1" });
    expect(seen).toEqual(["a:GetParcel", "b:GetParcel", "attempt 1", "attempt 2"]);
  });

  it("prints no secret", async () => {
    const { client } = clientWith([{ status: 500, body: {} }]);
    const error = await client.send(GetParcel, { ParcelId: "1" }).catch((e: unknown) => e);
    const { inspect } = await import("node:util");
    const printed = [
      client,
      error,
      new Session({ credentials: { accessKeyId: "AKID", secretAccessKey: "canary-secret" } }),
    ];
    expect(
      printed.map((p) => inspect(p, { depth: 9, showHidden: true }) + JSON.stringify(p)).join(),
    ).not.toContain("canary-secret");
  });
});

describe("verbs", () => {
  it("paginates pages and items", async () => {
    const pages = () => [{ body: { Ids: ["a", "b"], NextToken: "t1" } }, { body: { Ids: ["c"] } }];
    const { client, requests } = clientWith(pages());
    const items: string[] = [];
    for await (const id of paginate(client, ListParcels, {}, { pageSize: 2 }).items()) items.push(id);
    expect(items).toEqual(["a", "b", "c"]);
    expect(requests.map((r) => new URL(r.url).search)).toEqual([
      "?maxResults=2",
      "?maxResults=2&nextToken=t1",
    ]);
  });

  it("stops when a service repeats a token", async () => {
    const { client } = clientWith([{ body: { NextToken: "same" } }]);
    const all = async () => {
      for await (const page of paginate(client, ListParcels, {})) expect(page).toBeDefined();
    };
    await expect(all()).rejects.toThrow(/same token twice/);
  });

  it("waits for a state, and says why it gives up", async () => {
    const missing = { status: 404, headers: { "x-amzn-errortype": "ParcelNotFound" }, body: {} };
    const reached = clientWith([missing, { body: { Weight: 1 } }, { body: { Weight: 0 } }]);
    expect(await waitUntil(reached.client, ParcelDelivered, { ParcelId: "1" })).toEqual({ Weight: 0 });
    const failed = clientWith([{ body: { Weight: -1 } }]);
    await expect(waitUntil(failed.client, ParcelDelivered, { ParcelId: "1" })).rejects.toThrow(
      /Weight is -1/,
    );
    const never = clientWith([{ body: { Weight: 1 } }]);
    await expect(waitUntil(never.client, ParcelDelivered, { ParcelId: "1" })).rejects.toMatchObject({
      phase: "waiter",
      attempts: 3,
    });
    expect(TimeoutError).toBeDefined();
  });

  it("presigns without sending", async () => {
    const { client, transport } = clientWith([{ body: {} }]);
    const { url, method } = await presign(client, GetParcel, { ParcelId: "1" }, { expiresIn: 900 });
    expect(method).toBe("GET");
    expect(url).toMatch(/^https:\/\/parcel\.us-west-2\.amazonaws\.com\/parcels\/1\?X-Amz-Algorithm=AWS4-HMAC-SHA256&.*X-Amz-Expires=900&.*X-Amz-Signature=[0-9a-f]{64}$/); // prettier-ignore
    expect(transport.handle).not.toHaveBeenCalled();
    await expect(presign(client, GetParcel, { ParcelId: "1" }, { expiresIn: 0 })).rejects.toBeInstanceOf(
      ConfigError,
    );
  });
});

import { describe, expect, it } from "vitest";
import type { AttemptHook, ClientConfig, HttpRequest, Timeouts, TransportOptions } from "../index.ts";
import type { Operation } from "../service.ts";
import { GetParcel, parcel, type GetParcelInput } from "./parcel.fixture.ts";
import { recordingClient } from "./recording-client.fixture.ts";

const input = { ParcelId: "1" };

async function sentWith(change: (request: HttpRequest) => HttpRequest): Promise<HttpRequest> {
  const hook: AttemptHook = (next) => (call, request) => next(call, change(request));
  const { client, requests } = recordingClient(parcel, () => ({ body: "{}" }), {
    hooks: { attempt: [hook] },
  });
  await client.send(GetParcel, input);
  return requests[0]!;
}

const withHeaders = (added: Record<string, string>) =>
  sentWith((request) => ({ ...request, headers: { ...request.headers, ...added } }));

describe("headers that hooks add", () => {
  it("are sent, unsigned, in lower case", async () => {
    const { headers } = await withHeaders({ Traceparent: "00-1-2-01", "X-Amzn-Trace-Id": "Root=1" });
    expect(headers).toMatchObject({ traceparent: "00-1-2-01", "x-amzn-trace-id": "Root=1" });
    expect(headers["authorization"]).toContain("SignedHeaders=host;x-amz-date,");
  });

  it("are sent when written into the request they were given as well", async () => {
    const { headers } = await sentWith((request) => {
      request.headers["traceparent"] = "00-1-2-01";
      return request;
    });
    expect(headers["traceparent"]).toBe("00-1-2-01");
  });

  it("never replace what was there, nor take it away", async () => {
    const plain = await withHeaders({});
    const { headers } = await sentWith(() => ({
      method: "DELETE",
      url: "https://evil.example/",
      headers: { Authorization: "none", "x-amz-date": "now", "user-agent": "mine" },
    }));
    expect(headers["user-agent"]).toBe(plain.headers["user-agent"]);
    expect(headers["authorization"]).toMatch(/^AWS4-HMAC-SHA256 /);
    expect(headers["x-amz-date"]).toMatch(/^\d{8}T/);
  });

  it("are all that a hook changes", async () => {
    const { url, method } = await sentWith((request) => ({
      ...request,
      url: "https://evil.example/",
      method: "PUT",
    }));
    expect([method, url]).toEqual(["GET", "https://parcel.us-west-2.amazonaws.com/parcels/1"]);
  });

  it.each([
    ["a line break", { "x-a": "a\r\nb: c" }],
    ["a letter beyond ASCII", { "x-a": "ä" }],
    ["a name with a space", { "x a": "b" }],
    ["no name", { "": "b" }],
    ["another host", { Host: "evil.example" }],
    ["another length", { "content-length": "5" }],
    ["another framing", { "Transfer-Encoding": "chunked" }],
  ])("are refused with %s", async (_, headers) => {
    await expect(withHeaders(headers)).rejects.toMatchObject({ name: "ValidationError", retryable: false });
  });

  it("belong to their attempt alone", async () => {
    const hook: AttemptHook = (next) => (call, request) => {
      request.headers[`x-attempt-${call.attempt}`] = "yes";
      return next(call, request);
    };
    const { client, requests } = recordingClient(
      parcel,
      (_, i) => ({ status: i === 0 ? 500 : 200, body: "{}" }),
      {
        hooks: { attempt: [hook] },
      },
    );
    await client.send(GetParcel, input);
    expect(requests[1]!.headers).toHaveProperty("x-attempt-2");
    expect(requests[1]!.headers).not.toHaveProperty("x-attempt-1");
  });
});

describe("the call that hooks see", () => {
  it("says where it goes and how the attempt before failed", async () => {
    const seen: unknown[] = [];
    const hook: AttemptHook = (next) => (call, request) => {
      seen.push([
        call.service,
        call.attempt,
        call.url,
        (call.failure as { code?: string } | undefined)?.code,
      ]);
      return next(call, request);
    };
    const { client } = recordingClient(parcel, (_, i) => ({ status: i === 0 ? 503 : 200, body: "{}" }), {
      hooks: { attempt: [hook] },
    });
    await client.send(GetParcel, input);
    const url = "https://parcel.us-west-2.amazonaws.com/parcels/1";
    expect(seen).toEqual([["Parcel", 1, url, undefined], ["Parcel", 2, url, "503"]]); // prettier-ignore
  });
});

describe("the bound on waiting for the head of a response", () => {
  const Slow: Operation<"Parcel", GetParcelInput, {}> = { ...GetParcel, headersTimeout: 910_000 };

  async function boundOf(operation: Operation<"Parcel", GetParcelInput, {}>, timeouts?: Partial<Timeouts>) {
    let given: TransportOptions | undefined;
    const config: ClientConfig = {
      ...(timeouts && { timeouts }),
      transport: {
        async handle(_, options) {
          given = options;
          return { status: 200, headers: {}, body: new Uint8Array() };
        },
      },
    };
    await recordingClient(parcel, () => ({}), config).client.send(operation, input);
    return given!.timeouts;
  }

  it("is longer for operations that take their time", async () => {
    expect((await boundOf(GetParcel)).headers).toBe(60_000);
    expect(await boundOf(Slow)).toMatchObject({ headers: 910_000, connect: 3_100 });
  });

  it.each([0, 5])("is the caller's if given: %i", async (headers) => {
    expect((await boundOf(Slow, { headers })).headers).toBe(headers);
  });

  it("stays with the operation when other bounds are given", async () => {
    expect(await boundOf(Slow, { connect: 7 })).toMatchObject({ headers: 910_000, connect: 7 });
  });
});

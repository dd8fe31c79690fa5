import { describe, expect, it, vi } from "vitest";
import { createStandardRetry, type ClientConfig } from "../index.ts";
import { GetParcel, parcel } from "./parcel.fixture.ts";
import { recordingClient, type Answer } from "./recording-client.fixture.ts";

type Log = (message: string, details?: Record<string, unknown>) => void;

async function linesOf(answers: (Answer | Error)[], config: ClientConfig = {}) {
  const lines: [string, Record<string, unknown>][] = [];
  const warn = vi.fn<Log>();
  const { client } = recordingClient(parcel, (_, i) => answers[i]!, {
    logger: { debug: (message, details) => lines.push([message, details!]), warn },
    retryStrategy: createStandardRetry({ random: () => 0 }),
    ...config,
  });
  await client.send(GetParcel, { ParcelId: "1", Pin: "canary-pin" }).catch(() => undefined);
  return { lines, warn };
}

const ids = { "x-amzn-requestid": "r1", "x-amz-id-2": "x1" };

describe("the logger", () => {
  it("gets a line for each attempt and one for the call", async () => {
    const { lines } = await linesOf([
      { status: 503, headers: ids },
      { headers: ids, body: "{}" },
    ]);
    expect(lines.map(([message]) => message)).toEqual([
      "Parcel GetParcel attempt",
      "Parcel GetParcel attempt",
      "Parcel GetParcel call",
    ]);
    const [[, first], [, second], [, call]] = lines as [any, any, any];
    const known = { service: "Parcel", operation: "GetParcel", requestId: "r1", extendedRequestId: "x1" };
    expect(first).toMatchObject({ ...known, attempt: 1, status: 503, error: "503", delay: 0 });
    expect(second).toMatchObject({ ...known, attempt: 2, status: 200, ms: expect.any(Number) });
    expect(call).toMatchObject({ ...known, attempt: 2, status: 200, ms: expect.any(Number) });
    expect([second.error, second.delay]).toEqual([undefined, undefined]);
    expect(new Set(lines.map(([, { invocationId }]) => invocationId)).size).toBe(1);
  });

  it("gets the name of what failed where no service answered", async () => {
    const { lines } = await linesOf([Object.assign(new Error("boom"), { name: "Boom" })]);
    expect(lines.at(-1)).toMatchObject(["Parcel GetParcel call", { error: "Boom", status: undefined }]);
  });

  it("gets neither input nor URL, headers or credentials", async () => {
    const { lines } = await linesOf([{ body: "{}" }]);
    expect(lines[0]![1]["host"]).toBe("parcel.us-west-2.amazonaws.com");
    expect(JSON.stringify(lines)).not.toMatch(/canary|parcels\/1|pin=|authorization|AWS4-HMAC/);
  });

  it("is warned of a clock that is off", async () => {
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    const { warn } = await linesOf([{ headers: { date }, body: "{}" }]);
    expect(warn).toHaveBeenCalledOnce();
    expect(warn.mock.calls[0]).toMatchObject([/clock/, { offset: expect.any(Number) }]);
  });
});

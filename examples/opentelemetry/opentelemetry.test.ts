import { readFileSync } from "node:fs";
import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { expect, it } from "vitest";
import { run } from "./run.ts";

it("traces a call, its attempts, and the server's side of them", async () => {
  const { spans, headers } = await run();
  expect(spans.map(({ name, kind }) => [name, kind])).toEqual([
    ["GET", SpanKind.CLIENT],
    ["GET", SpanKind.CLIENT],
    ["Parcel.GetParcel", SpanKind.INTERNAL],
  ]);
  const [first, second, call] = spans as [any, any, any];
  expect(call.attributes).toEqual({
    "rpc.system": "aws-api",
    "rpc.service": "Parcel",
    "rpc.method": "GetParcel",
  });
  expect([first, second].map(({ status }) => status.code)).toEqual([
    SpanStatusCode.ERROR,
    SpanStatusCode.UNSET,
  ]);
  expect(second.attributes).toMatchObject({
    "http.response.status_code": 200,
    "http.request.resend_count": 1,
    "aws.request_id": "request-2",
  });
  const { traceId, spanId } = call.spanContext();
  for (const attempt of [first, second]) {
    expect(attempt.spanContext().traceId).toBe(traceId);
    expect(attempt.parentSpanContext.spanId).toBe(spanId);
  }
  // Each attempt is the parent of what the server does for it; the header is no part of the signature.
  expect(headers.map(({ traceparent }) => traceparent)).toEqual(
    [first, second].map((span) => `00-${traceId}-${span.spanContext().spanId}-01`),
  );
  expect(headers[0]!.authorization).toContain("SignedHeaders=host;x-amz-date,");
});

it("is what the documentation shows", () => {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
  expect(read("../../docs/observability.md")).toContain(read("open-telemetry-hooks.ts"));
});

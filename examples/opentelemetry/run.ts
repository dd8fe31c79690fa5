import { context, propagation, trace, TraceFlags, type TextMapPropagator } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from "@opentelemetry/sdk-trace-base";
import { Client } from "@inia/core";
import { restJson, standardEndpoint, type Operation, type Service } from "@inia/core/service";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { openTelemetry } from "./open-telemetry-hooks.ts";

/** A service of our own, so that the example needs no generated client. */
const service: Service<"Parcel"> = {
  id: "Parcel",
  apiVersion: "2024-05-01",
  endpointPrefix: "parcel",
  signingName: "parcel",
  protocol: restJson,
  endpoint: standardEndpoint("parcel"),
};

const GetParcel: Operation<"Parcel", {}, { Weight?: number }> = {
  name: "GetParcel",
  http: "GET /parcel",
  output: { structure: { Weight: "double" } },
};

/** W3C Trace Context, as the propagator of `@opentelemetry/core` writes it. */
const traceContext: TextMapPropagator = {
  inject(current, carrier, setter) {
    const span = trace.getSpanContext(current);
    if (span === undefined) return;
    const sampled = span.traceFlags & TraceFlags.SAMPLED ? "01" : "00";
    setter.set(carrier, "traceparent", `00-${span.traceId}-${span.spanId}-${sampled}`);
  },
  extract: (current) => current,
  fields: () => ["traceparent"],
};

/** What a run gave: the spans that ended, in order, and the headers that the server saw. */
export interface TracedRun {
  readonly spans: readonly ReadableSpan[];
  readonly headers: readonly IncomingHttpHeaders[];
}

/** Calls a server on the loopback that refuses the first attempt; spans are kept in memory. */
export async function run(): Promise<TracedRun> {
  const exporter = new InMemorySpanExporter();
  trace.setGlobalTracerProvider(
    new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
  );
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(traceContext);

  const headers: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    response.statusCode = headers.push(request.headers) === 1 ? 503 : 200;
    response.setHeader("x-amzn-requestid", `request-${headers.length}`);
    response.end('{"Weight":2.5}');
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  const client = new Client(service, {
    region: "us-east-1",
    credentials: { accessKeyId: "example", secretAccessKey: "example" },
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hooks: openTelemetry(),
  });
  try {
    await client.send(GetParcel);
  } finally {
    client.destroy();
    server.close();
    for (const api of [trace, context, propagation]) api.disable();
  }
  return { spans: exporter.getFinishedSpans(), headers };
}

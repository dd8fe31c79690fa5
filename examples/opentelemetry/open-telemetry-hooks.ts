import {
  context,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
  type Tracer,
} from "@opentelemetry/api";
import type { Hooks } from "@inia/core";

/**
 * Hooks that make a span of each call and, inside it, one of each attempt, and send the trace context along. Names are those
 * of OpenTelemetry's semantic conventions. Give it to a client or a session: `new Session({ hooks: openTelemetry() })`.
 */
export function openTelemetry(tracer: Tracer = trace.getTracer("@inia/core")): Hooks {
  return {
    call: [
      (next) => (call) => {
        const { service, operation } = call;
        const attributes = { "rpc.system": "aws-api", "rpc.service": service, "rpc.method": operation.name };
        return inSpan(tracer, `${service}.${operation.name}`, SpanKind.INTERNAL, attributes, () =>
          next(call),
        );
      },
    ],
    attempt: [
      (next) => (call, request) => {
        const attributes = {
          "http.request.method": request.method,
          "http.request.resend_count": call.attempt - 1,
          "server.address": new URL(request.url).hostname,
        };
        return inSpan(tracer, request.method, SpanKind.CLIENT, attributes, async (span) => {
          const headers = { ...request.headers };
          propagation.inject(context.active(), headers);
          const response = await next(call, { ...request, headers });
          span.setAttribute("http.response.status_code", response.status);
          const requestId = response.headers["x-amzn-requestid"] ?? response.headers["x-amz-request-id"];
          if (requestId !== undefined) span.setAttribute("aws.request_id", requestId);
          if (response.status >= 400) span.setStatus({ code: SpanStatusCode.ERROR });
          return response;
        });
      },
    ],
  };
}

function inSpan<T>(
  tracer: Tracer,
  name: string,
  kind: SpanKind,
  attributes: Attributes,
  run: (span: Span) => Promise<T>,
): Promise<T> {
  return tracer.startActiveSpan(name, { kind, attributes }, async (span) => {
    try {
      return await run(span);
    } catch (error) {
      span.recordException(error as Error);
      span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).name });
      throw error;
    } finally {
      span.end();
    }
  });
}

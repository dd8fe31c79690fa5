import type { Call } from "./call.ts";

/**
 * Tells the logger, at `debug`, how a call or one of its attempts ended: one line each. `end` is the output or the error,
 * `since` when it began, `delay` the milliseconds until the next attempt. What is not known is undefined. Inputs, outputs and
 * headers are never logged, nor are path and query of the URL: members that are sensitive, and signatures, stand there.
 */
export function logEnd(
  { client, service, operation, invocationId, attempt, url }: Call,
  what: "call" | "attempt",
  since: number,
  end: any,
  delay?: number,
): void {
  const { status, requestId, extendedRequestId } = end?.$metadata ?? {};
  client.settings.logger?.debug?.(`${service} ${operation.name} ${what}`, {
    service,
    operation: operation.name,
    invocationId,
    attempt,
    host: url.split("/")[2],
    status,
    requestId,
    extendedRequestId,
    ms: Date.now() - since,
    error: end instanceof Error ? ((end as { code?: string }).code ?? end.name) : undefined,
    delay,
  });
}

// Events of client-side monitoring (CSM), as the AWS SDKs send them: one `ApiCallAttempt` for each attempt and one `ApiCall`
// at the end.
import { SdkError } from "../errors/sdk-error.ts";
import { isServiceError } from "../errors/service-error.ts";
import type { HttpRequest, HttpResponse } from "../http/messages.ts";

/** Fields of an event. */
export type MonitoringEvent = Record<string, string | number>;

/** What is known of an attempt. */
export interface MonitoredAttempt {
  readonly startedAt: number;
  /** Milliseconds, once it has ended. */
  latency: number;
  readonly request: HttpRequest;
  response?: HttpResponse;
}

const requestIds: Readonly<Record<string, string>> = {
  "x-amzn-requestid": "XAmznRequestId",
  "x-amz-request-id": "XAmzRequestId",
  "x-amz-id-2": "XAmzId2",
};

/** Access key and region of an `authorization` header: Signature Version 4, or S3's old one, which has no region. */
const authorization =
  /^(?:AWS4-HMAC-SHA256 Credential=(?<key>\w+)\/\d+\/(?<region>[a-z\d-]+)\/|AWS (?<oldKey>\w+):)/;

/** The fields of an event for an attempt that ended, with an error where it failed. */
export function attemptEvent(attempt: MonitoredAttempt, error?: unknown): MonitoringEvent {
  const { startedAt, latency, request, response } = attempt;
  const { headers } = request;
  const { key, oldKey, region } = authorization.exec(headers["authorization"] ?? "")?.groups ?? {};
  const token = headers["x-amz-security-token"];
  const event: MonitoringEvent = {
    Type: "ApiCallAttempt",
    Timestamp: startedAt,
    AttemptLatency: latency,
    Fqdn: /^\w+:\/\/([^/?]*)/.exec(request.url)?.[1] ?? "",
    UserAgent: cut(headers["user-agent"] ?? "", 256),
    ...(key || oldKey ? { AccessKey: (key ?? oldKey)! } : undefined),
    ...(region && { Region: region }),
    ...(token && { SessionToken: token }),
    ...endOf(response, error, ""),
  };
  for (const name in requestIds) {
    const id = response?.headers[name];
    if (id !== undefined) event[requestIds[name]!] = id;
  }
  return event;
}

/** The fields of an event for a call that ended, with its last attempt. */
export function callEvent(
  startedAt: number,
  attempts: number,
  last: MonitoredAttempt,
  error?: unknown,
): MonitoringEvent {
  const { Region, UserAgent } = attemptEvent(last);
  return {
    Type: "ApiCall",
    Timestamp: startedAt,
    Latency: Date.now() - startedAt,
    AttemptCount: attempts,
    // The retry strategy marks what it would have repeated.
    MaxRetriesExceeded: error instanceof SdkError && error.retryable ? 1 : 0,
    UserAgent: UserAgent!,
    ...(Region && { Region }),
    ...endOf(last.response, error, "Final"),
  };
}

function endOf(response: HttpResponse | undefined, error: unknown, prefix: string): MonitoringEvent {
  const status = response && { [`${prefix}HttpStatusCode`]: response.status };
  if (error === undefined) return { ...status };
  if (isServiceError(error)) {
    return {
      ...status,
      [`${prefix}AwsException`]: cut(error.code, 128),
      [`${prefix}AwsExceptionMessage`]: cut(error.serviceMessage, 512),
    };
  }
  const { name, message } = error instanceof Error ? error : { name: "Error", message: String(error) };
  return {
    [`${prefix}SdkException`]: cut(name, 128),
    [`${prefix}SdkExceptionMessage`]: cut(message, 512),
  };
}

function cut(text: string, length: number): string {
  return text.slice(0, length);
}

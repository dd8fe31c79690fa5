import type { Reply } from "../server/fault-server.ts";
import { whole } from "../server/replies.ts";

/** Reason phrases of the statuses that the rows use. */
const reasons: Readonly<Record<number, string>> = {
  301: "Moved Permanently",
  302: "Found",
  307: "Temporary Redirect",
  308: "Permanent Redirect",
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  429: "Too Many Requests",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** A status with its reason, as the first line of a response has it. */
export function statusLine(status: number): string {
  return `${status} ${reasons[status] ?? "Unknown"}`;
}

/** An error of a service that speaks JSON. `headers` are lines that end in CR LF. */
export function jsonError(status: number, code: string, headers: string = ""): Reply {
  const body = JSON.stringify({ __type: `com.amazonaws.sqs#${code}`, message: "so it is" });
  return whole(body, `content-type: application/x-amz-json-1.0\r\n${headers}`, statusLine(status));
}

/** The XML of an error, as S3 writes it. */
export function xmlErrorBody(code: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>so it is</Message></Error>`;
}

/** An error of S3. */
export function xmlError(status: number, code: string, headers: string = ""): Reply {
  return whole(xmlErrorBody(code), `content-type: application/xml\r\n${headers}`, statusLine(status));
}

/** What a proxy or balancer says. */
export function htmlError(status: number): Reply {
  const page = `<html><head><title>${statusLine(status)}</title></head><body><hr>nobody home</body></html>`;
  return whole(page, "content-type: text/html\r\n", statusLine(status));
}

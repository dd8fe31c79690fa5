import type { Random } from "../endpoints/parameter-samples.ts";
import type { WrittenResponse } from "../differential/write-response/service-side.ts";
import { hostileNames, hostileText, pick } from "./hostile.ts";

const types = ["", "text/html", "application/json", "application/xml", "application/cbor", "application/vnd.amazon.eventstream", "application/x-amz-json-1.1", "\u0000"]; // prettier-ignore
const statuses = [
  200, 201, 202, 204, 206, 299, 300, 301, 304, 400, 403, 404, 413, 429, 500, 503, 599, 100, 0, 999,
];
const errorHeaders = ["x-amzn-errortype", "x-amzn-query-error", "x-amz-request-id", "x-amzn-requestid", "x-amz-id-2", "content-length", "date", "retry-after"]; // prettier-ignore

/** Changes status or headers: another status, another type, a header gone, changed, or added. */
export function mutateHead(response: WrittenResponse, random: Random): WrittenResponse {
  const headers = { ...response.headers };
  const names = Object.keys(headers);
  const name = names.length > 0 ? pick(random, names) : "x";
  switch (random(6)) {
    case 0:
      return { ...response, status: pick(random, statuses) };
    case 1:
      headers["content-type"] = pick(random, types);
      break;
    case 2:
      delete headers[name];
      break;
    case 3:
      headers[name] = pick(random, hostileText);
      break;
    case 4:
      headers[name] = `${headers[name]}, ${headers[name]}`;
      break;
    default: {
      const added = pick(random, [
        ...errorHeaders,
        ...hostileNames.map((hostile) => `x-amz-meta-${hostile}`),
      ]);
      Object.defineProperty(headers, added, {
        value: pick(random, hostileText),
        enumerable: true,
        configurable: true,
      });
    }
  }
  return { ...response, headers };
}

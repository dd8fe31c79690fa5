import { deepEqual, equal } from "node:assert/strict";
import type { BufferedResponse } from "../../../core/src/http/messages.ts";
import { describeCase } from "./described-case.ts";
import type { Located, OutputVector } from "./protocol-suite.ts";
import { expectedOf, toVector } from "./values.ts";

/** Reads a response, or an error, and compares it with what the vector expects. */
export async function runOutputCase(located: Located<OutputVector>): Promise<void> {
  const { vector } = located;
  const { protocol, service, operation } = describeCase(located);
  const response = responseOf(vector, protocol.name === "smithy-rpc-v2-cbor");
  if (vector.errorCode === undefined) {
    const { output } = protocol.parse(service, operation, response);
    const shape = operation.output ?? { structure: {} };
    deepEqual(await toVector(shape, output), expectedOf(shape, vector.result ?? {}));
    return;
  }
  const { code, serviceMessage, type, members } = protocol.parseError(service, operation, response);
  equal(code, vector.errorCode);
  if (vector.errorMessage !== undefined) equal(serviceMessage, vector.errorMessage);
  const shape = type?.shape ?? { structure: {} };
  const expected = expectedOf(shape, vector.error ?? {}) as Record<string, unknown>;
  // The message is a field of every error and not among the members of its table.
  const message = Object.keys(expected).filter((name) => name.toLowerCase() === "message");
  const actual = Object.fromEntries(message.map((name) => [name, serviceMessage]));
  deepEqual(await toVector(shape, { ...actual, ...members }), expected);
}

function responseOf({ response }: OutputVector, base64: boolean): BufferedResponse {
  const { status_code: status, headers = {}, body = "" } = response;
  return {
    status,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: base64 ? Uint8Array.from(atob(body), (c) => c.charCodeAt(0)) : new TextEncoder().encode(body),
  };
}

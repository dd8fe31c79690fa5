// The `httpChecksum` trait on responses: the first of the algorithms that both sides know is verified. A value with `-`
// is the checksum of an upload's parts, not of the body; a part of an object (206) has no checksum of its own.

import type { HttpResponse } from "../http/messages.ts";
import type { AnyOperation } from "../shape/operation.ts";
import { checksumAlgorithms } from "./checksum.ts";
import { verifyBody } from "./verify-body.ts";

/**
 * Makes the body of a response verify itself while it is read, if the input asked for it (`ChecksumMode: "ENABLED"`).
 * Returns the algorithm, undefined when nothing can be verified.
 */
export function verifyResponseChecksum(
  operation: AnyOperation,
  input: Readonly<Record<string, unknown>>,
  response: HttpResponse,
): string | undefined {
  const { requestValidationModeMember: mode, responseAlgorithms = [] } = operation.checksum ?? {};
  if (mode === undefined || input[mode] === undefined || response.status !== 200) return undefined;
  const offered = responseAlgorithms.map((name) => name.toLowerCase());
  for (const algorithm of checksumAlgorithms) {
    const expected = offered.includes(algorithm) && response.headers[`x-amz-checksum-${algorithm}`];
    if (!expected || expected.includes("-")) continue;
    response.body = verifyBody(response.body, algorithm, expected);
    return algorithm;
  }
  return undefined;
}

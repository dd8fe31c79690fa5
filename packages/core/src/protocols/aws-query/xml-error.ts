/**
 * Errors of the protocols whose errors are XML (query, ec2, rest-xml). Without a code that can be read, as from a proxy's
 * page, the HTTP status is the code. An error is never lost to a body that cannot be read.
 */
import { readErrorFields } from "../../codecs/xml/error-document.ts";
import { decodeUtf8 } from "../../codecs/scalars/utf8.ts";
import type { BufferedResponse } from "../../http/messages.ts";
import type { AnyOperation } from "../../shape/operation.ts";
import type { Ref } from "../../shape/shape.ts";
import { findErrorType } from "../errors/error-type.ts";
import type { ParsedError } from "../protocol.ts";

/** Reads an error; never throws. `readMembers` reads the modelled members from the same text. */
export function readXmlError(
  operation: AnyOperation,
  { body, headers, status }: BufferedResponse,
  readMembers: (shape: Ref, text: string) => unknown,
): ParsedError {
  const text = decodeUtf8(body);
  const { Code, Message, RequestId, RequestID, HostId, ...others } =
    attempt(() => readErrorFields(text)) ?? {};
  const code = Code?.trim() || String(status);
  const type = findErrorType(operation, code);
  const members = type ? type.shape && attempt(() => readMembers(type.shape!, text)) : others;
  return {
    code,
    serviceMessage: Message ?? others["message"],
    type,
    members: members as Record<string, unknown> | undefined,
    requestId: headers["x-amzn-requestid"] ?? headers["x-amz-request-id"] ?? RequestId ?? RequestID,
    extendedRequestId: headers["x-amz-id-2"] ?? HostId,
  };
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined; // What the status and the headers say is worth more than a complaint about the body.
  }
}

/**
 * Errors of the protocols whose errors are XML (query, ec2, rest-xml). Without a code that can be read, as from a proxy's
 * page, the HTTP status is the code. An error is never lost to a body that cannot be read.
 */
import { readErrorFields, type ErrorFields } from "../../codecs/xml/error-document.ts";
import { decodeUtf8 } from "../../codecs/scalars/utf8.ts";
import type { BufferedResponse } from "../../http/messages.ts";
import type { AnyOperation } from "../../shape/operation.ts";
import type { Ref } from "../../shape/shape.ts";
import { findErrorType } from "../errors/error-type.ts";
import type { ParsedError } from "../protocol.ts";

/** Reads an error; never throws. `readMembers` reads the modelled members from the same text. */
export function readXmlError(
  operation: AnyOperation,
  { body, status }: BufferedResponse,
  readMembers: (shape: Ref, text: string) => unknown,
): ParsedError {
  const text = decodeUtf8(body);
  const { Code, Message, message, RequestId, RequestID, HostId, ...others } =
    attempt(() => readErrorFields(text)) ?? ({ Message: plainText(text) } as ErrorFields);
  const code = Code?.trim() || String(status);
  const type = findErrorType(operation, code);
  const members = type
    ? type.shape && attempt(() => readMembers(type.shape!, text))
    : Code
      ? others
      : undefined;
  return {
    code,
    serviceMessage: Message ?? message,
    type,
    members: members as Record<string, unknown> | undefined,
    requestId: RequestId ?? RequestID,
    extendedRequestId: HostId,
  };
}

/** What a proxy or balancer wrote, when it is no page. */
function plainText(text: string): string | undefined {
  return /^\s*</.test(text) ? undefined : text.slice(0, 1024).trim() || undefined;
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined; // What the status and the headers say is worth more than a complaint about the body.
  }
}

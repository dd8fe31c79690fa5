/**
 * Errors of the protocols whose errors are one document (aws-json, rest-json, rpc-v2-cbor). The code is in `__type`, in
 * the header `x-amzn-errortype` or in `code`; a service that once spoke query adds its old code in `x-amzn-query-error`
 * (`<code>;<type>`), which wins. Without any, the HTTP status is the code. An error is never lost to a body that cannot be
 * read.
 */
import { decodeUtf8 } from "../../codecs/scalars/utf8.ts";
import type { BufferedResponse } from "../../http/messages.ts";
import type { AnyOperation } from "../../shape/operation.ts";
import type { Ref } from "../../shape/shape.ts";
import type { ParsedError } from "../protocol.ts";
import { bareCode, findErrorType } from "./error-type.ts";

/** What a protocol says about its errors. */
export interface ErrorDocuments {
  /** A generic tree. */
  readonly parse: (body: Uint8Array) => unknown;
  /** The modelled members of an error. */
  readonly members: (shape: Ref, response: BufferedResponse) => Record<string, unknown>;
  /** The header's code beats that of the document. */
  readonly headerFirst?: true;
  /** Documents are text: one that cannot be read is a message. */
  readonly text?: true;
}

/** Reads an error; never throws. */
export function readErrorDocument(
  operation: AnyOperation,
  response: BufferedResponse,
  documents: ErrorDocuments,
): ParsedError {
  const { headers, status } = response;
  const document = attempt(() => documents.parse(response.body));
  const body: Record<string, unknown> =
    typeof document === "object" && document !== null ? (document as Record<string, unknown>) : {};
  const header = headers["x-amzn-errortype"];
  const { __type: type, code = body["Code"] } = body;
  const written = documents.headerFirst ? (header ?? code ?? type) : (type ?? header ?? code);
  const plain = bareCode(codeText(written)) || String(status);
  const [queryCode, ...queryType] = (headers["x-amzn-query-error"] ?? "").split(";");
  const fromQuery = queryType.length === 1 ? queryCode : undefined;
  const errorType = findErrorType(operation, fromQuery, plain);
  const shape = errorType?.shape;
  return {
    code: fromQuery || plain,
    serviceMessage:
      messageOf(body) ?? (document === undefined && documents.text ? plainText(response.body) : undefined),
    type: errorType,
    members: shape && attempt(() => documents.members(shape, response)),
  };
}

/** A code is text or, rarely, a number; what else stands in its place says nothing, and may not even become text. */
function codeText(written: unknown): string {
  return typeof written === "string" || typeof written === "number" ? String(written) : "";
}

function messageOf(body: Record<string, unknown>): string | undefined {
  const message = body["message"] ?? body["Message"] ?? body["error_description"];
  return typeof message === "string" ? message : undefined;
}

/** What a proxy or balancer wrote, when it is no page. */
function plainText(body: Uint8Array): string | undefined {
  const text = decodeUtf8(body.subarray(0, 1024)).trim();
  return text && !text.startsWith("<") ? text : undefined;
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined; // What the status and the headers say is worth more than a complaint about the body.
  }
}

/**
 * The REST JSON protocol: HTTP bindings, and JSON for what has no location. Facts: the content type is
 * `application/json` unless a member sets it, and is absent for raw payloads and without a body; a structure with body
 * members is sent as `{}` when none is given, so is an absent structure payload, whereas an absent union sends no body.
 */
import { parseJson, readJson } from "../../codecs/json/json-reader.ts";
import { writeJson } from "../../codecs/json/json-writer.ts";
import type { AnyOperation } from "../../shape/operation.ts";
import { readErrorDocument } from "../errors/error-document.ts";
import { bindRequest, type BoundRequest } from "../http-binding/request.ts";
import { bindError, bindResponse } from "../http-binding/response.ts";
import type { Protocol, RequestDraft } from "../protocol.ts";

/** The JSON protocol of Lambda, Bedrock, API Gateway and others. */
export const restJson: Protocol = {
  name: "rest-json",

  serialize(service, operation, input) {
    const bound = bindRequest(operation, input);
    const { draft, payload } = bound;
    if (payload?.kind !== "raw") {
      draft.body = bodyOf(operation, bound, input);
      if (draft.body) draft.headers["content-type"] ??= json;
    }
    return draft;
  },

  parse(service, operation, response, toError) {
    const output = bindResponse(operation, response, readJson);
    const { events } = operation;
    return events?.inOutput(operation)
      ? events.read(operation, response.body, output, documents, toError)
      : { output };
  },

  parseError: (service, operation, response) =>
    readErrorDocument(operation, response, {
      parse: parseJson,
      members: (shape) => bindError(shape, response, readJson),
      headerFirst: true,
      text: true,
    }),
};

const json = "application/json";
const documents = { contentType: json, read: readJson, write: writeJson } as const;

function bodyOf(
  operation: AnyOperation,
  { draft, payload, body }: BoundRequest,
  input: Record<string, unknown>,
): RequestDraft["body"] {
  if (!payload) return body && writeJson(body, input);
  if (payload.kind === "events") return operation.events?.write(operation, input, documents, draft.headers);
  const value = input[payload.name];
  if (value !== undefined && value !== null) return writeJson(payload.ref, value);
  return typeof payload.shape === "object" && "union" in payload.shape ? undefined : "{}";
}

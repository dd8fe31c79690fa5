/**
 * The AWS JSON protocol, 1.0 and 1.1: `POST /`, the operation in `x-amz-target`, one JSON document each way. Without
 * input the document is `{}`. Events of a stream are JSON; its first message holds the other members of the output.
 */
import { parseJson, readJson } from "../../codecs/json/json-reader.ts";
import { writeJson } from "../../codecs/json/json-writer.ts";
import { readErrorDocument } from "../errors/error-document.ts";
import { bufferedBody } from "../http-binding/buffered-body.ts";
import type { Protocol } from "../protocol.ts";

/** The JSON protocol of DynamoDB, SQS and others. */
export const awsJson: Protocol = {
  name: "json",

  serialize({ jsonVersion = "1.0", targetPrefix, queryCompatible }, operation, input) {
    const headers: Record<string, string> = {
      "content-type": "application/x-amz-json-" + jsonVersion,
      "x-amz-target": `${targetPrefix}.${operation.name}`,
    };
    if (queryCompatible) headers["x-amzn-query-mode"] = "true";
    const body =
      operation.events?.write(operation, input, documents, headers) ??
      (operation.input ? writeJson(operation.input, input) : "{}");
    return { method: "POST", path: "/", query: "", headers, body };
  },

  parse(service, operation, response, toError) {
    const { output, events } = operation;
    if (events?.inOutput(operation)) return events.read(operation, response.body, {}, documents, toError);
    return { output: output ? (readJson(output, bufferedBody(response)) as Record<string, unknown>) : {} };
  },

  parseError: (service, operation, response) =>
    readErrorDocument(operation, response, {
      parse: parseJson,
      members: (shape) => readJson(shape, response.body) as Record<string, unknown>,
      text: true,
    }),
};

const documents = {
  contentType: "application/json",
  read: readJson,
  write: writeJson,
  initialMessage: true,
} as const;

/**
 * The REST XML protocol: HTTP bindings, and XML for what has no location. Facts: the root of a request is named by the
 * payload member or by the operation; there is no content type; a request without a payload and without given body
 * members has no body; the name of a response's root does not count; an empty response is a structure without members;
 * request ids are in headers.
 */
import { decodeUtf8 } from "../../codecs/scalars/utf8.ts";
import { XmlReader } from "../../codecs/xml/reader.ts";
import type { AnyOperation } from "../../shape/operation.ts";
import type { Ref, Structure } from "../../shape/shape.ts";
import { readXmlError } from "../aws-query/xml-error.ts";
import { bindRequest } from "../http-binding/request.ts";
import { bindError, bindResponse } from "../http-binding/response.ts";
import type { Protocol } from "../protocol.ts";

const reader = /* @__PURE__ */ new XmlReader();

/** The protocol of S3, S3 Control, Route 53 and CloudFront. */
export const restXml: Protocol = {
  name: "rest-xml",

  serialize(service, operation, input) {
    const { draft, payload, body, bodyGiven } = bindRequest(operation, input);
    if (payload?.kind === "document") {
      const { ref, name, traits } = payload;
      const value = input[name] ?? undefined;
      if (value !== undefined) draft.body = writerOf(operation, ref, traits.locationName ?? name)(value);
    } else if (body && bodyGiven) {
      const { name, locationName = name + "Request" } = operation;
      draft.body = writerOf(operation, rootOf(operation, body), locationName)(input);
    }
    return draft;
  },

  parse(service, operation, response, toError) {
    const output = bindResponse(operation, response, readXml);
    const { events } = operation;
    return events?.inOutput(operation)
      ? events.read(operation, response.body, output, eventDocuments, toError)
      : { output };
  },

  parseError: (service, operation, response) =>
    readXmlError(operation, response, (shape, text) =>
      bindError(shape, response, (ref) => reader.readError(ref, text)),
    ),
};

function readXml(ref: Ref, body: Uint8Array): unknown {
  return body.length === 0 ? {} : reader.read(ref, decodeUtf8(body));
}

const eventDocuments = { read: readXml };

const writers: WeakMap<AnyOperation, (value: unknown) => string> = /* @__PURE__ */ new WeakMap();

/** The writer of an operation's document, compiled once. */
function writerOf(operation: AnyOperation, ref: Ref, root: string): (value: unknown) => string {
  let write = writers.get(operation);
  if (!write) writers.set(operation, (write = operation.documentWriter!(ref, root)));
  return write;
}

function rootOf({ xmlNamespace }: AnyOperation, body: Structure): Ref {
  return xmlNamespace ? { shape: body, xmlNamespace } : body;
}

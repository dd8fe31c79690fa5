/**
 * The ec2 protocol: like query, with its own names and lists in requests (see {@link FormWriter}). The output is the root,
 * with the request id among its members; names on the wire begin with a small letter.
 */
import { FormWriter } from "../../codecs/query/form-writer.ts";
import { decodeUtf8 } from "../../codecs/scalars/utf8.ts";
import { XmlReader } from "../../codecs/xml/reader.ts";
import type { AnyOperation } from "../../shape/operation.ts";
import { membersOf, resolveRef, type Ref } from "../../shape/shape.ts";
import { formRequest } from "../aws-query/form-request.ts";
import { hasOutput } from "../aws-query/has-output.ts";
import { readXmlError } from "../aws-query/xml-error.ts";
import { bufferedBody } from "../http-binding/buffered-body.ts";
import type { Protocol } from "../protocol.ts";

const writer = /* @__PURE__ */ new FormWriter(true);
const reader = /* @__PURE__ */ new XmlReader(wireName);

/** The protocol of EC2. */
export const ec2Query: Protocol = {
  name: "ec2",

  serialize: (service, operation, input) => formRequest(service, operation, input, writer),

  parse(service, operation, response) {
    const text = decodeUtf8(bufferedBody(response));
    if (text === "" && !hasOutput(operation)) return { output: {} };
    const { $requestId: requestId, ...output } = reader.read(documentOf(operation), text) as Document;
    return { output, requestId };
  },

  parseError: (service, operation, response) =>
    readXmlError(operation, response, (shape, text) => reader.readError(shape, text)),
};

/** Members are named on the wire as in the model, but begin in lower case. */
function wireName(member: string): string {
  return member.charAt(0).toLowerCase() + member.slice(1);
}

interface Document extends Record<string, unknown> {
  readonly $requestId?: string;
}

const documents: WeakMap<AnyOperation, Ref> = /* @__PURE__ */ new WeakMap();

/** The output with the request id as one more member, unless a modelled member has that name. */
function documentOf(operation: AnyOperation): Ref {
  let document = documents.get(operation);
  if (!document) {
    const { output } = operation;
    const members = output && membersOf(resolveRef(output).shape);
    const own = Object.entries(members ?? {}).some(
      ([name, ref]) => (resolveRef(ref).traits.locationName ?? wireName(name)) === "requestId",
    );
    document = own
      ? { structure: members! }
      : { structure: { $requestId: { shape: "string", locationName: "requestId" }, ...members } };
    documents.set(operation, document);
  }
  return document;
}

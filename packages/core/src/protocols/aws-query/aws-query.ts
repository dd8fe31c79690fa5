/**
 * The query protocol: `POST /` with a form of `Action`, `Version` and the members of the input, answered with XML. The
 * output is in `<NameResult>` below the root, the request id in `<ResponseMetadata>` beside it.
 */
import { FormWriter } from "../../codecs/query/form-writer.ts";
import { decodeUtf8 } from "../../codecs/scalars/utf8.ts";
import { XmlReader } from "../../codecs/xml/reader.ts";
import { parseError } from "../../errors/errors.ts";
import type { AnyOperation } from "../../shape/operation.ts";
import { resolveRef, type Ref } from "../../shape/shape.ts";
import { bufferedBody } from "../http-binding/buffered-body.ts";
import type { Protocol } from "../protocol.ts";
import { formRequest } from "./form-request.ts";
import { hasOutput } from "./has-output.ts";
import { readXmlError } from "./xml-error.ts";

const writer = /* @__PURE__ */ new FormWriter(false);
const reader = /* @__PURE__ */ new XmlReader();

/** The protocol of IAM, STS, RDS, CloudFormation and others. */
export const awsQuery: Protocol = {
  name: "query",

  serialize: (service, operation, input) => formRequest(service, operation, input, writer),

  parse(service, operation, response) {
    const text = decodeUtf8(bufferedBody(response));
    if (text === "" && !hasOutput(operation)) return { output: {} };
    const { $output, ResponseMetadata } = reader.read(envelopeOf(operation), text) as Envelope;
    const output = operation.resultWrapper === false ? readBare(operation, text) : $output;
    if (operation.output && !output) throw parseError("the response has no result");
    return { output: output ?? {}, requestId: ResponseMetadata?.RequestId };
  },

  parseError: (service, operation, response) =>
    readXmlError(operation, response, (shape, text) => reader.readError(shape, text)),
};

interface Envelope {
  readonly $output?: Record<string, unknown>;
  readonly ResponseMetadata?: { readonly RequestId?: string };
}

const envelopes: WeakMap<AnyOperation, Ref> = /* @__PURE__ */ new WeakMap();

/** The document as a structure; the result is its member `$output`. */
function envelopeOf(operation: AnyOperation): Ref {
  let envelope = envelopes.get(operation);
  if (!envelope) {
    const { name, output, resultWrapper = name + "Result" } = operation;
    const ResponseMetadata: Ref = { structure: { RequestId: "string" } };
    envelope = {
      structure:
        output && resultWrapper
          ? { $output: { shape: resolveRef(output).shape, locationName: resultWrapper }, ResponseMetadata }
          : { ResponseMetadata },
    };
    envelopes.set(operation, envelope);
  }
  return envelope;
}

function readBare({ output }: AnyOperation, text: string): Record<string, unknown> | undefined {
  return output && (reader.read(output, text) as Record<string, unknown>);
}

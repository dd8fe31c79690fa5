/**
 * Smithy RPC v2 with CBOR: `POST /service/<service>/operation/<operation>`, one CBOR item each way. An operation without
 * input sends no body. Events of a stream are CBOR; its first message holds the other members of the output.
 */
import { decodeCbor } from "../../codecs/cbor/cbor-decoder.ts";
import { readCbor } from "../../codecs/cbor/cbor-reader.ts";
import { writeCbor } from "../../codecs/cbor/cbor-writer.ts";
import { readErrorDocument } from "../errors/error-document.ts";
import { bufferedBody } from "../http-binding/buffered-body.ts";
import type { Protocol, RequestDraft } from "../protocol.ts";

/** The CBOR protocol. */
export const rpcV2Cbor: Protocol = {
  name: "smithy-rpc-v2-cbor",

  serialize({ targetPrefix, queryCompatible }, operation, input) {
    // A stream of events asked for is the type of the request, too.
    const { events } = operation;
    const type = events?.inOutput(operation) ? "application/vnd.amazon.eventstream" : cbor;
    const headers: Record<string, string> = { "smithy-protocol": "rpc-v2-cbor", accept: type };
    if (queryCompatible) headers["x-amzn-query-mode"] = "true";
    const path = `/service/${targetPrefix}/operation/${operation.name}`;
    const draft: RequestDraft = { method: "POST", path, query: "", headers };
    if (operation.input) {
      headers["content-type"] = type;
      draft.body = events?.write(operation, input, documents, headers) ?? writeCbor(operation.input, input);
    }
    return draft;
  },

  parse(service, operation, response, toError) {
    const { output, events } = operation;
    if (events?.inOutput(operation)) return events.read(operation, response.body, {}, documents, toError);
    return { output: output ? (readCbor(output, bufferedBody(response)) as Record<string, unknown>) : {} };
  },

  parseError: (service, operation, response) =>
    readErrorDocument(operation, response, {
      parse: decodeCbor,
      members: (shape) => readCbor(shape, response.body) as Record<string, unknown>,
    }),
};

const cbor = "application/cbor";
const documents = { contentType: cbor, read: readCbor, write: writeCbor, initialMessage: true } as const;

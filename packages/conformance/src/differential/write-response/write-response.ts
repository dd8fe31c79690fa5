import type { OperationJson, ShapeRefJson } from "@inia/service-model";
import { cborBytes } from "./cbor.ts";
import { eventMember, writeEventStream } from "./event-stream.ts";
import { writeHead, type Head } from "./http-bindings.ts";
import { jsonText } from "./json.ts";
import { bytesOf, type ServiceSide, type WrittenResponse } from "./service-side.ts";
import { content, element, wrap } from "./xml.ts";

/** An event of a stream: its name and its members. */
export type SampleEvent = readonly [name: string, value: Record<string, unknown>];

/** An output as the service would send it, with the events that follow where it streams events. */
export function writeResponse(
  side: ServiceSide,
  name: string,
  { output, http }: OperationJson,
  value: Record<string, unknown>,
  events: readonly SampleEvent[],
): WrittenResponse {
  const head: Head = { status: http.responseCode ?? 200, headers: { "x-amzn-RequestId": "d7a1f9c0-0b7e" } };
  if (side.protocol.startsWith("rest-") && output) writeHead(side, output, value, head);
  const streams = output && eventMember(side, output);
  const body = streams ? writeEventStream(side, output, value, events) : bodyOf(side, name, output, value);
  return finish(head, body);
}

/** A whole response: a length that the model has as a member is the body's own. */
export function finish({ status, headers }: Head, text: string | Uint8Array): WrittenResponse {
  const body = typeof text === "string" ? bytesOf(text) : text;
  const length = Object.keys(headers).find((name) => name.toLowerCase() === "content-length");
  if (length) headers[length] = String(body.length);
  return { status, headers, body };
}

function bodyOf(
  side: ServiceSide,
  name: string,
  output: ShapeRefJson | undefined,
  value: Record<string, unknown>,
): string | Uint8Array {
  switch (side.protocol) {
    case "json":
      return output ? jsonText(side, output, value) : side.chance(2) ? "" : "{}";
    case "smithy-rpc-v2-cbor":
      return output ? cborBytes(side, output, value) : new Uint8Array(0);
    case "query":
      return queryText(side, name, output, value);
    case "ec2":
      return document(
        side,
        `${name}Response`,
        `${output ? content(side, output, value) : ""}<requestId>8e-ec2</requestId>`,
      );
    default:
      return output ? restBody(side, output, value) : "";
  }
}

function queryText(side: ServiceSide, name: string, output: ShapeRefJson | undefined, value: object): string {
  const wrapper = output && side.trait(output, "resultWrapper");
  const inner = output ? content(side, output, value) : "";
  const metadata = wrap("ResponseMetadata", wrap("RequestId", "5f-query"));
  return document(side, `${name}Response`, (wrapper ? wrap(wrapper, inner) : inner) + metadata);
}

function restBody(
  side: ServiceSide,
  output: ShapeRefJson,
  value: Record<string, unknown>,
): string | Uint8Array {
  const shape = side.shape(output);
  const xml = side.protocol === "rest-xml";
  if (shape.payload === undefined) {
    const inBody = Object.values(shape.members ?? {}).some((member) => !side.inHead(member));
    if (!inBody) return "";
    return xml
      ? document(side, shape.locationName ?? output.shape, content(side, output, value))
      : jsonText(side, output, value, true);
  }
  const ref = shape.members![shape.payload]!;
  const given = value[shape.payload];
  if (given === undefined) return "";
  if (/^(blob|string)$/.test(side.shape(ref).type)) return given as Uint8Array | string;
  if (!xml) return jsonText(side, ref, given);
  const root = element(side, ref, side.trait(ref, "locationName") ?? shape.payload, given);
  return side.chance(2) ? `<?xml version="1.0" encoding="UTF-8"?>\n${root}` : root;
}

/** A document with a root in the service's namespace. */
export function document(side: ServiceSide, root: string, inner: string): string {
  const { xmlNamespace } = side.model.service.metadata;
  const uri =
    typeof xmlNamespace === "object" ? xmlNamespace.uri : (xmlNamespace ?? "http://aws.example/doc/");
  const text = wrap(root, inner, side.chance(3) ? "" : ` xmlns="${uri}"`);
  return side.chance(2) ? `<?xml version="1.0" encoding="UTF-8"?>\n${text}` : text;
}

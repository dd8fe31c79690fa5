import type { ShapeRefJson } from "@inia/service-model";
import { cborBytes } from "./cbor.ts";
import { writeHead, type Head } from "./http-bindings.ts";
import { jsonText } from "./json.ts";
import { bytesOf, type ServiceSide, type WrittenResponse } from "./service-side.ts";
import { content, wrap } from "./xml.ts";
import { document, finish } from "./write-response.ts";

/** An error as the service would send it: its code, and the members that the model has, the message among them. */
export function writeError(
  side: ServiceSide,
  ref: ShapeRefJson,
  value: Record<string, unknown>,
): WrittenResponse {
  const { error } = side.shape(ref);
  const code = error?.code ?? ref.shape;
  const head: Head = { status: error?.httpStatusCode ?? 400, headers: { "x-amzn-RequestId": "e7-error" } };
  if (side.protocol.startsWith("rest-")) writeHead(side, ref, value, head);
  return finish(head, bodyOf(side, ref, value, code, head));
}

function bodyOf(
  side: ServiceSide,
  ref: ShapeRefJson,
  value: Record<string, unknown>,
  code: string,
  { headers }: Head,
): string | Uint8Array {
  switch (side.protocol) {
    case "rest-json":
      headers["x-amzn-ErrorType"] = side.chance(2) ? code : `${code}:http://internal.amazon.com/coral/`;
      return jsonText(side, ref, value, true);
    case "json":
      return withType(side, code, jsonText(side, ref, value));
    case "smithy-rpc-v2-cbor":
      return withCborType(code, cborBytes(side, ref, value));
    default:
      return errorDocument(side, ref, value, code);
  }
}

function withType(side: ServiceSide, code: string, text: string): string {
  const type = JSON.stringify(side.chance(2) ? code : `com.amazonaws.example#${code}`);
  return text === "{}" ? `{"__type": ${type}}` : `{"__type": ${type},${text.slice(1)}`;
}

// The item is a map: one with an open length takes another entry without a new count.
function withCborType(code: string, bytes: Uint8Array): Uint8Array {
  const type = [0x66, ...bytesOf("__type"), 0x78, code.length, ...bytesOf(code)];
  const open = bytes[0] === 0xbf;
  const count = open ? [0xbf] : [bytes[0]! + 1];
  return Uint8Array.from([...count, ...type, ...bytes.subarray(1)]);
}

function errorDocument(side: ServiceSide, ref: ShapeRefJson, value: object, code: string): string {
  const { Type: _, Code: __, ...members } = value as Record<string, unknown>;
  // Services send a message whether or not the model has it.
  const message = "message" in members || "Message" in members ? "" : wrap("Message", "It did not work.");
  const fields = wrap("Type", "Sender") + wrap("Code", code) + content(side, ref, members) + message;
  const error = wrap("Error", fields);
  if (side.protocol === "ec2")
    return document(side, "Response", wrap("Errors", error) + wrap("RequestID", "9-ec2"));
  if (side.model.name === "s3")
    return `<?xml version="1.0"?>\n${wrap("Error", fields + wrap("RequestId", "7-s3"))}`;
  return document(side, "ErrorResponse", error + wrap("RequestId", "3-xml"));
}

/** Streams of events: messages of `application/vnd.amazon.eventstream`, each with two checksums. */
import { crc32 } from "node:zlib";
import type { ShapeRefJson } from "@inia/service-model";
import { cborBytes } from "./cbor.ts";
import { jsonText } from "./json.ts";
import { bytesOf, type ServiceSide } from "./service-side.ts";
import { element } from "./xml.ts";

/** The member of an output that streams events; undefined when none does. */
export function eventMember(
  side: ServiceSide,
  output: ShapeRefJson,
): [name: string, ref: ShapeRefJson] | undefined {
  return Object.entries(side.shape(output).members ?? {}).find(([, ref]) => side.trait(ref, "eventstream"));
}

/** A stream: for RPC protocols the other members of the output in its first message, then events by their names. */
export function writeEventStream(
  side: ServiceSide,
  output: ShapeRefJson,
  value: Record<string, unknown>,
  events: readonly (readonly [name: string, value: Record<string, unknown>])[],
): Uint8Array {
  const [, stream] = eventMember(side, output)!;
  const initial = side.protocol.startsWith("rest-")
    ? []
    : [
        message(
          { ":message-type": "event", ":event-type": "initial-response" },
          documentOf(side, output, "", value),
        ),
      ];
  return Buffer.concat([...initial, ...events.map((event) => writeEvent(side, stream, ...event))]);
}

function writeEvent(
  side: ServiceSide,
  stream: ShapeRefJson,
  name: string,
  value: Record<string, unknown>,
): Uint8Array {
  const ref = side.shape(stream).members![name]!;
  const { exception, members = {} } = side.shape(ref);
  if (exception) {
    return message(
      { ":message-type": "exception", ":exception-type": name },
      documentOf(side, ref, name, value),
    );
  }
  const payload = Object.entries(members).find(([, member]) => side.trait(member, "eventpayload"));
  const given = payload ? (value[payload[0]] ?? "") : undefined;
  const body = !payload
    ? documentOf(side, ref, name, value)
    : typeof given === "string" || given instanceof Uint8Array
      ? given
      : documentOf(side, payload[1], payload[0], given);
  return message(
    { ":message-type": "event", ":event-type": name, ":content-type": "application/octet-stream" },
    body,
  );
}

function documentOf(side: ServiceSide, ref: ShapeRefJson, name: string, value: unknown): string | Uint8Array {
  if (side.protocol === "rest-xml") return element(side, ref, name, value);
  return side.protocol === "smithy-rpc-v2-cbor" ? cborBytes(side, ref, value) : jsonText(side, ref, value);
}

function message(headers: Readonly<Record<string, string>>, body: string | Uint8Array): Uint8Array {
  const payload = typeof body === "string" ? bytesOf(body) : body;
  const head = Buffer.concat(Object.entries(headers).map(([name, value]) => header(name, bytesOf(value))));
  const total = 16 + head.length + payload.length;
  const prelude = Buffer.concat([number(total), number(head.length)]);
  const begun = Buffer.concat([prelude, number(crc32(prelude)), head, payload]);
  return Buffer.concat([begun, number(crc32(begun))]);
}

/** A header of text, which is type 7. */
function header(name: string, value: Uint8Array): Uint8Array {
  return Buffer.concat([
    Uint8Array.of(name.length),
    bytesOf(name),
    Uint8Array.of(7, value.length >> 8, value.length),
    value,
  ]);
}

function number(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

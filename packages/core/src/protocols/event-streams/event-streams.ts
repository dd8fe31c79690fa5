/**
 * Streams of events inside an HTTP body. Facts: `:event-type` names the member of the union; `eventheader` members are in
 * the message's headers; an `eventpayload` member is the payload (raw for blobs and text), and without one the payload is
 * a document of the remaining members; `:message-type` `exception` and `error` end the stream; RPC protocols begin it with
 * a message `initial-response`, whose document holds the other members of the output.
 */
import type { AnyOperation } from "../../shape/operation.ts";
import { membersOf, resolveRef, type Ref } from "../../shape/shape.ts";
import { createHttp2Transport } from "#http2";
import type { Transport } from "../../http/messages.ts";
import { openRequestBody } from "../../http/request-body.ts";
import type { EventStreams } from "../../shape/event-streams.ts";
import type { OpenBody } from "../../shape/streams.ts";
import { signEvents } from "../../signing/event-signature.ts";
import type { Signer } from "../../signing/signer.ts";
import type { EventMember } from "./event-layout.ts";
import { readEventStream } from "./read-event-stream.ts";
import { writeEventStream } from "./write-event-stream.ts";

/** The codec of event streams in both directions, and what sending them takes. */
export interface DuplexEventStreams extends EventStreams {
  /** Makes a signer that signs the messages of a stream after the request. */
  signEvents(signer: Signer): Signer;
  /** Makes the body of a request of the messages. */
  readonly openBody: OpenBody;
  /** Opens a transport that sends and receives at the same time. */
  openTransport(options: object): Transport;
}

const inOutput: EventStreams["inOutput"] = ({ output }) => eventMember(output) !== undefined;
const inInput: EventStreams["inInput"] = ({ input }) => eventMember(input) !== undefined;
const read: EventStreams["read"] = (operation, source, output, documents, toError) =>
  readEventStream(operation, eventMember(operation.output)!, source, output, documents, toError);
const write: EventStreams["write"] = (operation, input, documents, headers) => {
  const member = eventMember(operation.input);
  if (member === undefined) return undefined;
  headers["content-type"] = "application/vnd.amazon.eventstream";
  return writeEventStream(member, input, documents);
};

/** The codec of event streams; the descriptors of operations that stream events refer to it. */
export const eventStreams: DuplexEventStreams = {
  inOutput,
  inInput,
  read,
  write,
  openBody: openRequestBody,
  signEvents,
  openTransport: createHttp2Transport,
};

/** The codec of operations that stream events in their output alone: it brings neither signatures of events nor HTTP/2. */
export const outputEventStreams: EventStreams = { inOutput, inInput, read, write };

const known: WeakMap<object, EventMember | false> = /* @__PURE__ */ new WeakMap();

/** The member of a structure that streams events; undefined when there is none. */
function eventMember(ref: AnyOperation["output"]): EventMember | undefined {
  if (ref === undefined) return undefined;
  const { shape } = resolveRef(ref);
  let member = known.get(shape as object);
  if (member === undefined)
    known.set(shape as object, (member = find(Object.entries(membersOf(shape) ?? {}))));
  return member || undefined;
}

function find(members: [string, Ref][]): EventMember | false {
  for (const [name, ref] of members) {
    const resolved = resolveRef(ref);
    if (resolved.traits.eventstream) {
      const rest = { structure: Object.fromEntries(members.filter(([other]) => other !== name)) };
      return { name, rest, ...resolved };
    }
  }
  return false;
}

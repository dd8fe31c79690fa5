/**
 * Streams of events inside an HTTP body. Facts: `:event-type` names the member of the union; `eventheader` members are in
 * the message's headers; an `eventpayload` member is the payload (raw for blobs and text), and without one the payload is
 * a document of the remaining members; `:message-type` `exception` and `error` end the stream; RPC protocols begin it with
 * a message `initial-response`, whose document holds the other members of the output.
 */
import type { AnyOperation } from "../../shape/operation.ts";
import { membersOf, resolveRef, type Ref } from "../../shape/shape.ts";
import type { EventStreams } from "../../shape/event-streams.ts";
import type { EventMember } from "./event-layout.ts";
import { readEventStream } from "./read-event-stream.ts";
import { writeEventStream } from "./write-event-stream.ts";

/** The codec of event streams; the descriptors of operations that stream events refer to it. */
export const eventStreams: EventStreams = {
  inOutput: ({ output }) => eventMember(output) !== undefined,
  inInput: ({ input }) => eventMember(input) !== undefined,
  read: (operation, source, output, documents, toError) =>
    readEventStream(operation, eventMember(operation.output)!, source, output, documents, toError),
  write: (operation, input, documents) => writeEventStream(eventMember(operation.input)!, input, documents),
};

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

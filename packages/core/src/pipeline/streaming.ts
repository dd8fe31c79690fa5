import { membersOf, resolveRef, type Ref } from "../shape/shape.ts";
import type { AnyOperation } from "../shape/operation.ts";
import type { DuplexEventStreams } from "../protocols/event-streams/event-streams.ts";

const known: WeakMap<object, boolean> = /* @__PURE__ */ new WeakMap();

/** Whether a structure's payload is a blob or a stream of events. */
function streams(ref: Ref | undefined): boolean {
  if (ref === undefined) return false;
  let found = known.get(ref as object);
  if (found === undefined) {
    const members = membersOf(resolveRef(ref).shape) ?? {};
    found = Object.values(members).some((member) => {
      const { shape, traits } = resolveRef(member);
      return (traits.payload === true && shape === "blob") || traits.eventstream !== undefined;
    });
    known.set(ref as object, found);
  }
  return found;
}

/** Whether the caller reads the body of an operation's output: its payload is a blob or an event stream. */
export function streamsOutput(operation: AnyOperation): boolean {
  return streams(operation.output);
}

/** Whether an operation's input has a payload that may be a stream. */
export function streamsInput(operation: AnyOperation): boolean {
  return streams(operation.input);
}

/** The codec of an operation whose input streams events: with it come their signatures and the transport that they need. */
export function duplexOf(operation: AnyOperation): DuplexEventStreams | undefined {
  const { events } = operation;
  return events?.inInput(operation) ? (events as DuplexEventStreams) : undefined;
}

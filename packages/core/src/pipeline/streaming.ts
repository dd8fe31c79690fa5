import type { AnyOperation } from "../shape/operation.ts";
import type { DuplexEventStreams } from "../protocols/event-streams/event-streams.ts";

/** Whether the caller reads the body of an operation's output: its payload is a blob or an event stream. */
export function streamsOutput(operation: AnyOperation): boolean {
  return !!(operation.streamOutput || operation.events?.inOutput(operation));
}

/** The codec of an operation whose input streams events: with it come their signatures and the transport that they need. */
export function duplexOf(operation: AnyOperation): DuplexEventStreams | undefined {
  const { events } = operation;
  return events?.inInput(operation) ? (events as DuplexEventStreams) : undefined;
}

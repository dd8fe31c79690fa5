import { encodeMessage } from "../../codecs/event-stream/message-encoder.ts";
import type { HeaderValue } from "../../codecs/event-stream/message.ts";
import { bytesOf } from "../../codecs/scalars/bytes.ts";
import { ValidationError } from "../../errors/errors.ts";
import type { EventDocuments } from "../../shape/event-streams.ts";
import { membersOf, resolveRef, type Members } from "../../shape/shape.ts";
import { eventLayout, type EventMember } from "./event-layout.ts";

/**
 * The messages of an input's stream of events, one per chunk. RPC protocols send the other members first. Giving the
 * messages up gives the caller's events up, also while one is awaited.
 */
export function writeEventStream(
  { name, rest, shape }: EventMember,
  input: Record<string, unknown>,
  documents: EventDocuments,
): AsyncIterableIterator<Uint8Array> {
  const members = membersOf(shape)!;
  const source = input[name] as object;
  const events = iterate(source);
  let begun = !documents.initialMessage;
  return {
    async next() {
      if (!begun) {
        begun = true;
        const document = documents.write(rest, input);
        return { done: false, value: messageOf("initial-request", documents.contentType, document) };
      }
      const at = await events.next();
      return at.done ? at : { done: false, value: encodeEvent(members, at.value, documents) };
    },
    async return() {
      // The iterator of a Node stream that waits for data does not destroy its stream.
      (source as { destroy?: () => void }).destroy?.();
      await events.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

type Events = AsyncIterator<Record<string, unknown>, undefined>;

/** Not every browser iterates a ReadableStream. */
function iterate(source: object): Events {
  if (Symbol.asyncIterator in source)
    return (source as { [Symbol.asyncIterator](): Events })[Symbol.asyncIterator]();
  const reader = (source as ReadableStream<Record<string, unknown>>).getReader();
  return {
    next: () => reader.read() as ReturnType<Events["next"]>,
    async return() {
      await reader.cancel();
      return { done: true, value: undefined };
    },
  };
}

/** One event, an object with the event's name as its only member, as a message. */
function encodeEvent(
  members: Members,
  event: Record<string, unknown>,
  documents: EventDocuments,
): Uint8Array {
  const [type = ""] = Object.keys(event).filter((name) => event[name] !== undefined && event[name] !== null);
  if (!Object.hasOwn(members, type)) {
    throw new ValidationError({
      problems: [{ path: "event", problem: `"${type}" is not an event of this stream` }],
    });
  }
  const value = event[type] as Record<string, unknown>;
  const { headers, payload, document } = eventLayout(membersOf(resolveRef(members[type]!).shape)!);
  const extra: [string, HeaderValue][] = [];
  for (const header of headers) {
    const given = value[header.name];
    if (given !== undefined && given !== null) extra.push([header.name, given as HeaderValue]);
  }
  if (!payload) return messageOf(type, documents.contentType, documents.write(document, value), extra);
  const body = value[payload.name] ?? "";
  if (payload.shape === "blob") return messageOf(type, "application/octet-stream", body as Uint8Array, extra);
  if (payload.shape === "string") return messageOf(type, "text/plain", body as string, extra);
  return messageOf(type, documents.contentType, documents.write(payload.ref, body || {}), extra);
}

function messageOf(
  type: string,
  contentType: string,
  payload: string | Uint8Array,
  extra: readonly [string, HeaderValue][] = [],
): Uint8Array {
  const headers = new Map<string, HeaderValue>([
    [":event-type", type],
    [":content-type", contentType],
    [":message-type", "event"],
    ...extra,
  ]);
  return encodeMessage({ headers, payload: bytesOf(payload) });
}

import { createMessageDecoder } from "../../codecs/event-stream/message-decoder.ts";
import type { HeaderValue, Message } from "../../codecs/event-stream/message.ts";
import { decodeUtf8 } from "../../codecs/scalars/utf8.ts";
import { parseError } from "../../errors/errors.ts";
import type { AnyOperation } from "../../shape/operation.ts";
import type { EventDocuments, EventFailure, EventOutput } from "../../shape/event-streams.ts";
import { membersOf, resolveRef, type Members, type Ref } from "../../shape/shape.ts";
import { findErrorType } from "../errors/error-type.ts";
import { eventLayout, type EventMember } from "./event-layout.ts";

type Source = Uint8Array | AsyncIterable<Uint8Array>;
type ToError = (failure: EventFailure) => Error;

/** Puts the stream of events into an output; its first message too, for protocols that have one. */
export function readEventStream(
  operation: AnyOperation,
  member: EventMember,
  source: Source,
  output: Record<string, unknown>,
  documents: Pick<EventDocuments, "read" | "initialMessage">,
  toError: ToError = unexpected,
): EventOutput {
  const chunks = chunksOf(source);
  const messages = messagesOf(chunks);
  const context: Context = {
    members: membersOf(member.shape)!,
    documents,
    toError: (failure) => toError({ ...failure, type: findErrorType(operation, failure.code) }),
  };
  const ready = documents.initialMessage && readInitial(messages, member, output, context);
  // Whoever iterates without awaiting the output meets the same error there.
  ready?.catch(() => undefined);
  const events = eventsOf(messages, context, ready);
  output[member.name] = {
    next: () => events.next(),
    async return() {
      // First the source: a pending read must not keep the socket.
      (source as { destroy?: () => void }).destroy?.();
      await chunks.return?.();
      return events.return(undefined);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose ?? Symbol.for("Symbol.asyncDispose")](this: AsyncIterator<unknown>) {
      await this.return!();
    },
  };
  return { output, ready };
}

interface Context {
  /** The union's members. */
  readonly members: Members;
  readonly documents: Pick<EventDocuments, "read" | "initialMessage">;
  readonly toError: ToError;
}

function chunksOf(source: Source): AsyncIterator<Uint8Array> {
  if (!(source instanceof Uint8Array)) return source[Symbol.asyncIterator]();
  let whole: Uint8Array | undefined = source;
  return {
    next() {
      const value = whole;
      whole = undefined;
      return Promise.resolve(value ? { value, done: false } : { value, done: true });
    },
  };
}

/** Milliseconds of decoding after which other work gets its turn. */
const turn = 20;

async function* messagesOf(chunks: AsyncIterator<Uint8Array>): AsyncGenerator<Message, undefined> {
  const decoder = createMessageDecoder();
  let resumed = Date.now();
  try {
    for (let at = await chunks.next(); !at.done; at = await chunks.next()) {
      decoder.push(at.value);
      for (let message = decoder.next(); message; message = decoder.next()) {
        yield message;
        if (Date.now() - resumed > turn) {
          await new Promise((resolve) => setTimeout(resolve));
          resumed = Date.now();
        }
      }
    }
    decoder.end();
  } finally {
    await chunks.return?.();
  }
}

async function readInitial(
  messages: AsyncGenerator<Message, undefined>,
  member: EventMember,
  output: Record<string, unknown>,
  context: Context,
): Promise<void> {
  try {
    const { value: message } = await messages.next();
    if (message) throwFailure(message, context);
    if (!message || textHeader(message, ":event-type") !== "initial-response") {
      throw parseError("the stream of events does not begin with the initial response");
    }
    Object.assign(output, context.documents.read(member.rest, message.payload));
  } catch (error) {
    await messages.return(undefined);
    throw error;
  }
}

async function* eventsOf(
  messages: AsyncGenerator<Message, undefined>,
  context: Context,
  ready: Promise<void> | undefined,
): AsyncGenerator<Record<string, unknown>, undefined> {
  await ready;
  for await (const message of messages) {
    throwFailure(message, context);
    yield eventOf(message, context);
  }
  return undefined;
}

function eventOf(message: Message, { members, documents }: Context): Record<string, unknown> {
  const type = textHeader(message, ":event-type");
  if (!Object.hasOwn(members, type)) return { $unknown: [type, message.payload] };
  const { headers, payload, document } = eventLayout(membersOf(resolveRef(members[type]!).shape)!);
  const event = (payload ? {} : documents.read(document, message.payload)) as Record<string, unknown>;
  for (const { name } of headers) {
    const value = message.headers.get(name);
    if (value !== undefined) event[name] = value;
  }
  if (payload) {
    event[payload.name] =
      payload.shape === "blob"
        ? message.payload
        : payload.shape === "string"
          ? decodeUtf8(message.payload)
          : documents.read(payload.ref, message.payload);
  }
  return { [type]: event };
}

function throwFailure(message: Message, { members, documents, toError }: Context): void {
  const kind = textHeader(message, ":message-type");
  if (kind === "event") return;
  if (kind === "error") {
    throw toError({
      code: textHeader(message, ":error-code"),
      serviceMessage: textHeader(message, ":error-message"),
    });
  }
  if (kind !== "exception") throw parseError("the stream of events has a message of an unknown kind");
  const code = textHeader(message, ":exception-type");
  const read = (ref: Ref) => documents.read(ref, message.payload) as Record<string, unknown>;
  // The message is a field of every error and not among the members of its table.
  const { message: small, Message: text = small } = read(anyException);
  throw toError({
    code,
    serviceMessage: typeof text === "string" ? text : undefined,
    members: Object.hasOwn(members, code) ? read(members[code]!) : undefined,
  });
}

const anyException: Ref = { structure: { message: "string", Message: "string" } };

function textHeader({ headers }: Message, name: string): string {
  const value: HeaderValue | undefined = headers.get(name);
  return typeof value === "string" ? value : "";
}

function unexpected({ code, serviceMessage = "" }: EventFailure): Error {
  return parseError(`the stream of events ended with ${code}: ${serviceMessage}`);
}

import type { AnyOperation, ErrorType } from "./operation.ts";
import type { Ref } from "./shape.ts";

/** Documents of a protocol, as the payloads of events use them. */
export interface EventDocuments {
  readonly contentType: string;
  read(ref: Ref, payload: Uint8Array): unknown;
  write(ref: Ref, value: unknown): string | Uint8Array;
  /** RPC protocols: members beside the stream are in its first message, not in the HTTP message. */
  readonly initialMessage?: true;
}

/** An error or exception that a service sent inside a stream. */
export interface EventFailure {
  readonly code: string;
  readonly serviceMessage?: string | undefined;
  readonly members?: Record<string, unknown> | undefined;
  /** The class of the operation's `errors` that the code names. */
  readonly type?: ErrorType | undefined;
}

/** An output with a stream of events in it. */
export interface EventOutput {
  readonly output: Record<string, unknown>;
  /** Settles when the output is complete, where its other members are in the first message. */
  readonly ready?: Promise<void> | undefined;
}

/**
 * Reads and writes streams of events. The descriptor of an operation that streams events refers to it (`events`), so
 * that a bundle without such an operation does not carry it.
 */
export interface EventStreams {
  /** Whether the operation's output streams events. */
  inOutput(operation: AnyOperation): boolean;
  /** Whether the operation's input streams events. */
  inInput(operation: AnyOperation): boolean;
  /**
   * Puts the stream into an output: an async iterable of objects with the event's name as their only member. `return()`
   * gives the source up. `toError` makes the error that ends the stream when the service sends one.
   */
  read(
    operation: AnyOperation,
    source: Uint8Array | AsyncIterable<Uint8Array>,
    output: Record<string, unknown>,
    documents: Pick<EventDocuments, "read" | "initialMessage">,
    toError: ((failure: EventFailure) => Error) | undefined,
  ): EventOutput;
  /**
   * The messages of an input's stream, one per chunk, not signed, and their type among the request's headers; undefined
   * when the input streams no events.
   */
  write(
    operation: AnyOperation,
    input: Record<string, unknown>,
    documents: EventDocuments,
    headers: Record<string, string>,
  ): AsyncIterableIterator<Uint8Array> | undefined;
}

import type { ServiceErrorInit } from "../errors/service-error.ts";
import type { BufferedResponse, HttpResponse } from "../http/messages.ts";
import type { AnyOperation, ErrorType } from "../shape/operation.ts";
import type { ServiceInfo } from "../shape/service-info.ts";
import type { StreamingInput } from "../shape/values.ts";

/** A request before its endpoint is known. */
export interface RequestDraft {
  method: string;
  /** Encoded, begins with `/`, without a query string. */
  path: string;
  /** Encoded, without `?`; empty when there is none. */
  query: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** Text is sent as UTF-8. */
  body?: string | Uint8Array | StreamingInput | undefined;
}

/** What a protocol reads from an error response; the pipeline makes the error of it. */
export interface ParsedError extends Pick<ServiceErrorInit, "code" | "serviceMessage" | "members"> {
  /** The class of the operation's `errors` that the code names. */
  readonly type?: ErrorType | undefined;
  readonly requestId?: string | undefined;
  readonly extendedRequestId?: string | undefined;
}

/**
 * A wire protocol: how input becomes a request and a response becomes output. Stateless; one object serves every client.
 *
 * `serialize` gets validated input and throws only for what validation cannot see. `parse` gets a response below 300: its
 * body is bytes, save for operations that stream (see {@link streamsOutput}), where it may be an iterable.
 */
export interface Protocol {
  readonly name: "json" | "rest-json" | "rest-xml" | "smithy-rpc-v2-cbor" | "query" | "ec2";
  serialize(service: ServiceInfo, operation: AnyOperation, input: Record<string, unknown>): RequestDraft;
  /**
   * The output, and the ids that this protocol keeps in the body. `toError` makes the error that ends an event stream when
   * the service sends one inside it.
   */
  parse(
    service: ServiceInfo,
    operation: AnyOperation,
    response: HttpResponse,
    toError?: (error: ParsedError) => Error,
  ): ParsedOutput;
  parseError(service: ServiceInfo, operation: AnyOperation, response: BufferedResponse): ParsedError;
}

/** What a protocol reads from a response. */
export interface ParsedOutput {
  readonly output: Record<string, unknown>;
  readonly requestId?: string | undefined;
  /** Settles when the output is complete: RPC protocols put members beside an event stream into its first message. */
  readonly ready?: Promise<void> | undefined;
}

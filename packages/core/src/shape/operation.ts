import type { EventStreams } from "./event-streams.ts";
import type { Ref } from "./shape.ts";
import type { OpenBody } from "./streams.ts";

/** A path into a value: dotted member names, or, for anything richer, a compiled JMESPath function. */
export type Path = string | ((value: any) => unknown);

/** How an operation's pages follow each other (`paginators-1.json`). */
export interface Paginator {
  /** Input members that receive the tokens. */
  readonly inputToken: readonly string[];
  /** Where the next tokens are in the output, in the order of `inputToken`. */
  readonly outputToken: readonly Path[];
  /** Where the output says whether there are more pages; without it, a token means yes. */
  readonly moreResults?: Path;
  /** Input member that limits the size of a page. */
  readonly limitKey?: string;
  /** What the pages list; the first is what `items()` yields. */
  readonly resultKey: readonly Path[];
}

/** Values for the endpoint ruleset that come from an operation and its input. */
export type EndpointParameters = {
  readonly [name: string]: string | boolean | readonly string[] | undefined;
};

/** An error class of a service package, as operations list it. */
export interface ErrorType {
  /** Name of the error's shape. */
  readonly shapeName: string;
  /** Code on the wire; the shape's name when absent. */
  readonly code?: string;
  /** Modelled members. */
  readonly shape?: Ref;
  /** Modelled as retryable; `"throttling"` when as a throttling error. */
  readonly retryable?: true | "throttling";
  new (init: any): Error;
}

/**
 * One operation of a service as plain data: everything needed to call it.
 *
 * `Service` is the service's id, so that a client takes only its own operations; `Errors` is the union of the modelled
 * errors, see {@link ErrorsOf}.
 */
export interface Operation<Service extends string, Input, Output, Errors = never> {
  readonly name: string;
  /** Method and path template, `POST /` when absent. A label is `{Name}`, a greedy one `{Name+}`. */
  readonly http?: string;
  readonly input?: Ref;
  readonly output?: Ref;
  readonly errors?: readonly ErrorType[];
  /** Root element of the request (rest-xml). */
  readonly locationName?: string;
  /** Namespace of the root element (rest-xml). */
  readonly xmlNamespace?: { readonly uri: string; readonly prefix?: string };
  /** Element around the result (query): `<name>Result` when absent, none when `false`. */
  readonly resultWrapper?: string | false;
  /** Auth schemes where they differ from the service's. */
  readonly auth?: readonly string[];
  /** The payload is not part of the signature (`v4-unsigned-body`, `unsignedPayload`). */
  readonly unsignedPayload?: true;
  /** Prefix of the host, a template over `hostLabel` members. */
  readonly hostPrefix?: string;
  /** Endpoint parameters from static values and from the input. */
  readonly endpointParameters?: (input: any) => EndpointParameters;
  readonly checksum?: HttpChecksum;
  /** Encodings of `requestcompression`. */
  readonly compression?: readonly string[];
  readonly endpointDiscovery?: "optional" | "required";
  /** Milliseconds to wait for the head of the response, where the service is known to take its time. */
  readonly headersTimeout?: number;
  /** The operation waits on the server for work. */
  readonly longPoll?: true;
  readonly paginator?: Paginator;
  /** Codec of the events that input or output stream; given only where they do. */
  readonly events?: EventStreams;
  /** Compiles the writer of the request's document; given only where rest-xml sends one. */
  readonly documentWriter?: (ref: Ref, root: string) => (value: unknown) => string;
  /** Opens the payload of an input that may be a stream; given only where it may, so that other bundles do not carry it. */
  readonly streamInput?: OpenBody;
  /** Makes what a caller reads of an output whose payload is a stream; given only where it is. */
  readonly streamOutput?: (source: Uint8Array | AsyncIterable<Uint8Array>) => unknown;
  /** Puts a checksum on requests; given only where `checksum` asks for one. `call` is the pipeline's. */
  readonly requestChecksum?: (call: any) => Promise<void> | void;
  /** Puts a presigned URL of the source's region into the request; given only where the operation copies between regions. */
  readonly copySource?: (call: any) => Promise<void> | void;
  /** Makes the body of a response verify itself where it can; given only where `checksum` says how. */
  readonly responseChecksum?: (
    operation: AnyOperation,
    input: Readonly<Record<string, unknown>>,
    response: any,
  ) => unknown;
  /** Type carrier; never set. */
  readonly $types?: { service: Service; input: Input; output: Output; errors: Errors };
}

/** The `httpChecksum` trait of an operation. */
export interface HttpChecksum {
  readonly requestRequired?: true;
  readonly requestAlgorithmMember?: string;
  readonly requestValidationModeMember?: string;
  readonly responseAlgorithms?: readonly string[];
}

/** An operation that returns pages; `Item` is what its first result list holds. */
export interface PaginatedOperation<
  Service extends string,
  Input,
  Output,
  Item,
  Errors = never,
> extends Operation<Service, Input, Output, Errors> {
  readonly paginator: Paginator;
  /** Type carrier; never set. */
  readonly $item?: Item;
}

/** Any operation, whatever its service and types. */
export type AnyOperation = Operation<string, any, any, any>;

/** The modelled errors of an operation: `ErrorsOf<typeof GetObject>`. */
export type ErrorsOf<Op extends AnyOperation> = NonNullable<Op["$types"]>["errors"];

/** The input of an operation: `InputOf<typeof GetObject>`. */
export type InputOf<Op extends AnyOperation> = NonNullable<Op["$types"]>["input"];

/** The output of an operation: `OutputOf<typeof GetObject>`. */
export type OutputOf<Op extends AnyOperation> = NonNullable<Op["$types"]>["output"];

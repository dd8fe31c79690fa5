/** Free-form JSON. */
export type DocumentValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly DocumentValue[]
  | { readonly [key: string]: DocumentValue };

/** Bytes as an input takes them; text is written as UTF-8. */
export type BlobInput = Uint8Array | ArrayBuffer | string;

/**
 * A streaming payload as an input takes it. Text, bytes, blobs and functions can be sent again when an attempt fails;
 * a stream or iterable can be sent once.
 */
export type StreamingInput =
  BlobInput | Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | (() => StreamingSource);

/** What a function given as a streaming payload may return. */
export type StreamingSource =
  | BlobInput
  | Blob
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>
  | Promise<Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>>;

/** What every output and every error says about the exchange. Not enumerable on outputs. */
export interface ResponseMetadata {
  /** HTTP status. */
  readonly status: number;
  readonly requestId?: string;
  /** S3's second request id (`x-amz-id-2`). */
  readonly extendedRequestId?: string;
  /** Requests sent, 1 without a retry. */
  readonly attempts: number;
  /** Response headers, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** An output together with the metadata that every output carries. */
export type WithMetadata<Output> = Output & { readonly $metadata: ResponseMetadata };

import type { StreamingInput } from "./values.ts";

/** A request's body between the attempts that send it. */
export interface RequestBody {
  /** `bytes` are in memory, a `source` is opened anew for each attempt, a `stream` is read once. */
  readonly kind: "bytes" | "source" | "stream";
  /** Bytes, when known before sending. */
  readonly length: number | undefined;
  /** Whether {@link RequestBody.open} gives the same bytes once more. False for a stream of which something was read. */
  readonly replayable: boolean;
  /** The bytes for one attempt. A stream that ends short of {@link RequestBody.length}, or goes beyond it, throws {@link ValidationError}. */
  open(): Uint8Array | AsyncIterable<Uint8Array>;
  /** Closes the source: no attempt follows. Has no effect on bytes, nor the second time. */
  discard(): void;
}

/** Makes the body of a request; `declaredLength` is the value of `content-length`. */
export type OpenBody = (body: StreamingInput, declaredLength?: string) => RequestBody;

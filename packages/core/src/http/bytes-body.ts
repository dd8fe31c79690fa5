import { type ValidationError, invalidInput } from "../errors/errors.ts";
import type { RequestBody } from "../shape/streams.ts";
import type { StreamingInput } from "../shape/values.ts";

/**
 * Makes a {@link RequestBody} of text or bytes: all that operations without `streamInput` send. `declaredLength` is the value
 * of `content-length`; throws {@link ValidationError} when it is wrong.
 */
export function openBytes(body: StreamingInput, declaredLength?: string): RequestBody {
  const bytes = bytesOf(body);
  if (bytes === undefined) throw invalidBody("is neither bytes nor text, and this operation takes no stream");
  return bytesBody(bytes, declaredLength === undefined ? undefined : Number(declaredLength));
}

/** The body of bytes whose number may have been declared. */
export function bytesBody(bytes: Uint8Array, declared: number | undefined): RequestBody {
  const { length } = bytes;
  if (declared !== undefined && declared !== length) throw wrongLength(declared, `has ${length}`);
  return { kind: "bytes", length, replayable: true, open: () => bytes, discard: ignore };
}

/** The bytes of a value that holds them in memory. */
export function bytesOf(source: unknown): Uint8Array | undefined {
  if (typeof source === "string") return new TextEncoder().encode(source);
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  return undefined;
}

/** The error of a body whose length is not the declared one. */
export function wrongLength(declared: number, problem: string): ValidationError {
  return invalidBody(`was declared to have ${declared} bytes and ${problem}`);
}

/** The error of a body that cannot be sent. */
export function invalidBody(problem: string): ValidationError {
  return invalidInput("Body", problem);
}

/** Bytes hold nothing open, and a source that nobody wants any more may close as it likes. */
export function ignore(): void {}

import { concatBytes } from "./streaming-body.ts";
import { bodyTooLarge } from "./transport-errors.ts";

/** Bound on a body that is read whole where nothing else is said: 512 MiB. */
export const defaultMaxBodyBytes = 536_870_912;

/** Bytes of an error's body that are read; the rest is thrown away. */
export const maxErrorBodyBytes = 1_048_576;

/**
 * Reads a body to its end. One that is longer than `maxBytes` is given up: with `cut` its beginning is returned, else an
 * {@link IntegrityError} `too-large` is thrown. Breaking off closes the source.
 */
export async function readBody(
  body: Uint8Array | AsyncIterable<Uint8Array>,
  maxBytes: number = defaultMaxBodyBytes,
  cut = false,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body instanceof Uint8Array ? [body] : body) {
    size += chunk.length;
    chunks.push(chunk);
    if (size > maxBytes) {
      if (!cut) throw bodyTooLarge(maxBytes);
      chunks.push(chunks.pop()!.subarray(0, chunk.length - (size - maxBytes)));
      break;
    }
  }
  return concatBytes(chunks);
}

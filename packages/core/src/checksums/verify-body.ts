import { IntegrityError } from "../errors/errors.ts";
import { createChecksum, toBase64, type Checksum } from "./checksum.ts";

/**
 * Passes a body on and compares its checksum before its end is told: a mismatch throws {@link IntegrityError} `checksum`
 * in place of the end. Who stops early is told nothing. Giving it up at any time gives the source up.
 */
export function verifyBody(
  body: Uint8Array | AsyncIterable<Uint8Array>,
  algorithm: string,
  expected: string,
): AsyncIterableIterator<Uint8Array> {
  const source = body instanceof Uint8Array ? undefined : body[Symbol.asyncIterator]();
  let whole = body instanceof Uint8Array && body.length > 0 ? body : undefined;
  let checksum: Checksum | undefined;
  let done = false;
  const pull = async (): Promise<IteratorResult<Uint8Array>> => {
    if (source) return source.next();
    const value = whole;
    whole = undefined;
    return value ? { done: false, value } : { done: true, value: undefined };
  };
  return {
    async next() {
      if (done) return { done: true, value: undefined };
      checksum ??= await createChecksum(algorithm);
      const at = await pull();
      if (!at.done) {
        checksum.update(at.value);
        return at;
      }
      if (done) return at;
      done = true;
      const actual = toBase64(await checksum.digest());
      if (actual === expected) return at;
      const what = `the body's ${algorithm} checksum is ${actual}, its header says ${expected}`;
      throw new IntegrityError({ what, reason: "checksum" });
    },
    async return() {
      done = true;
      await source?.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

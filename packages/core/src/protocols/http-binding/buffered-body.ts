import { parseError } from "../../errors/errors.ts";
import type { HttpResponse } from "../../http/messages.ts";

/** The bytes of a body that was read whole. */
export function bufferedBody({ body }: HttpResponse): Uint8Array {
  if (body instanceof Uint8Array) return body;
  throw parseError("the transport handed over a stream where the body was to be read whole");
}

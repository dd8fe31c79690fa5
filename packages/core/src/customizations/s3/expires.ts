/**
 * The header `Expires` is whatever the uploader wrote. One that is no date must not fail the call: then `Expires` is left
 * out. `ExpiresString` has the text as it came, as in botocore.
 */
import { parseTimestamp } from "../../codecs/scalars/timestamps.ts";
import type { HttpResponse } from "../../http/messages.ts";
import type { Call } from "../../pipeline/call.ts";
import { membersOf, resolveRef } from "../../shape/shape.ts";

const texts: WeakMap<Call, string> = /* @__PURE__ */ new WeakMap();

/** Takes an `Expires` that is no date out of a response, and remembers its text. */
export function keepExpires(call: Call, { headers }: HttpResponse): void {
  const { output } = call.operation;
  const text = headers["expires"];
  if (text === undefined || !output || !Object.hasOwn(membersOf(resolveRef(output).shape) ?? {}, "Expires"))
    return;
  texts.set(call, text);
  try {
    parseTimestamp(text);
  } catch {
    delete headers["expires"];
  }
}

/** Puts the text of the header into the output. */
export function addExpiresString(call: Call, output: Record<string, unknown>): void {
  const text = texts.get(call);
  if (text !== undefined) output["ExpiresString"] = text;
}

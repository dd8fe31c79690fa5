import type { Call } from "../../pipeline/call.ts";

/** Operations whose XML may carry keys with line breaks. */
const escaped: readonly string[] = ["DeleteObjects", "PutBucketLifecycleConfiguration"];

/** Writes line breaks inside the XML of two operations as character references: a reader would normalise them away. */
export function escapeLineBreaks({ operation, draft }: Call): void {
  if (escaped.includes(operation.name) && typeof draft.body === "string") {
    draft.body = draft.body.replaceAll("\r", "&#xD;").replaceAll("\n", "&#xA;");
  }
}

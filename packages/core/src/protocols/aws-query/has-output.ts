import type { AnyOperation } from "../../shape/operation.ts";
import { membersOf, resolveRef } from "../../shape/shape.ts";

/** Whether the output of an operation has members; without any, a response may be empty. */
export function hasOutput({ output }: AnyOperation): boolean {
  return output !== undefined && Object.keys(membersOf(resolveRef(output).shape) ?? {}).length > 0;
}

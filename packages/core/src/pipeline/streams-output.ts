import { membersOf, resolveRef } from "../shape/shape.ts";
import type { AnyOperation } from "../shape/operation.ts";

const known: WeakMap<AnyOperation, boolean> = /* @__PURE__ */ new WeakMap();

/** Whether the caller reads the body of an operation's output: its payload is a blob or an event stream. */
export function streamsOutput(operation: AnyOperation): boolean {
  let streams = known.get(operation);
  if (streams === undefined) {
    streams = false;
    const members = operation.output === undefined ? undefined : membersOf(resolveRef(operation.output).shape);
    for (const name in members) {
      const { shape, traits } = resolveRef(members[name]!);
      if ((traits.payload && shape === "blob") || traits.eventstream) streams = true;
    }
    known.set(operation, streams);
  }
  return streams;
}

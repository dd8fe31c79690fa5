import { resolveRef, type Members, type Ref, type Structure } from "../shape/shape.ts";
import type { Call } from "./call.ts";

const tokenMembers: WeakMap<object, readonly string[]> = /* @__PURE__ */ new WeakMap();

function membersWithToken(input: Ref): readonly string[] {
  const known = tokenMembers.get(input as object);
  if (known !== undefined) return known;
  const members: Members = (resolveRef(input).shape as Structure).structure;
  const found = Object.keys(members).filter((name) => resolveRef(members[name]!).traits.idempotencyToken);
  tokenMembers.set(input as object, found);
  return found;
}

/** Gives each absent top-level idempotency token a UUID, the same for all attempts. */
export function fillTokens(call: Call): void {
  const { input } = call.operation;
  if (input === undefined) return;
  for (const name of membersWithToken(input)) {
    if (call.input[name] === undefined) call.input = { ...call.input, [name]: crypto.randomUUID() };
  }
}

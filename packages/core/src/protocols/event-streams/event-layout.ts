import { resolveRef, type Members, type Ref, type Resolved, type Structure } from "../../shape/shape.ts";

/** The member of an input or output that streams events. */
export interface EventMember extends Resolved {
  readonly name: string;
  /** The other members. */
  readonly rest: Structure;
}

/** Members of an event by their place in a message. */
export interface EventLayout {
  readonly headers: readonly (Resolved & { readonly name: string })[];
  /** The member that is the payload. */
  readonly payload?: Resolved & { readonly name: string; readonly ref: Ref };
  /** The members of the document that is the payload otherwise. */
  readonly document: Structure;
}

const layouts: WeakMap<object, EventLayout> = /* @__PURE__ */ new WeakMap();

/** Takes the structure of an event apart. */
export function eventLayout(members: Members): EventLayout {
  let layout = layouts.get(members);
  if (!layout) layouts.set(members, (layout = compile(members)));
  return layout;
}

function compile(members: Members): EventLayout {
  const all = Object.entries<Ref>(members).map(([name, ref]) => ({ name, ref, ...resolveRef(ref) }));
  const payload = all.find(({ traits }) => traits.eventpayload);
  const rest = all.filter(({ traits }) => !traits.eventheader && !traits.eventpayload);
  return {
    headers: all.filter(({ traits }) => traits.eventheader),
    ...(payload && { payload }),
    document: { structure: Object.fromEntries(rest.map(({ name, ref }) => [name, ref])) },
  };
}

/** Which member of a structure goes where in an HTTP message; shared by requests and responses. */
import {
  membersOf,
  resolveRef,
  type Members,
  type Ref,
  type Resolved,
  type Shape,
  type Structure,
} from "../../shape/shape.ts";

/** The member that is the whole body. */
export interface PayloadMember {
  readonly name: string;
  readonly ref: Ref;
  readonly shape: Shape;
  readonly traits: Resolved["traits"];
  /** `raw`: a blob or string as it is. `events`: an event stream. `document`: a document of the protocol. */
  readonly kind: "raw" | "events" | "document";
}

/** A member with a location in the head of the message. */
export interface HeadMember extends Resolved {
  readonly name: string;
}

/** Members of a structure by their place in an HTTP message. */
export interface Locations {
  readonly head: readonly HeadMember[];
  readonly payload?: PayloadMember;
  /** Members without a location, as a structure of their own; absent when there are none or there is a payload. */
  readonly body?: Structure;
}

/** Takes a structure apart by location, in a request or in a response. */
export function locationsOf(shape: Shape, inResponse = false): Locations {
  const head: HeadMember[] = [];
  const rest: [string, Ref][] = [];
  let payload: PayloadMember | undefined;
  for (const [name, ref] of Object.entries<Ref>(membersOf(shape) ?? {})) {
    const { shape, traits } = resolveRef(ref);
    if (traits.payload || traits.eventstream) {
      const kind = traits.eventstream
        ? "events"
        : shape === "blob" || shape === "string"
          ? "raw"
          : "document";
      payload = { name, ref, shape, traits, kind };
    } else if (hasLocation(traits, inResponse)) {
      head.push({ name, shape, traits });
    } else {
      rest.push([name, ref]);
    }
  }
  if (payload) return { head, payload };
  if (rest.length === 0) return { head };
  // The very structure when nothing is taken out of it, so that codecs compile it once.
  return { head, body: head.length > 0 ? { structure: ownMembers(rest) } : (shape as Structure) };
}

function ownMembers(entries: readonly [string, Ref][]): Members {
  return Object.fromEntries(entries);
}

/** A response has no path and no query: members that have their place there in requests are in its body. */
function hasLocation(traits: Resolved["traits"], inResponse: boolean): boolean {
  const inUrl = inResponse ? undefined : (traits.uri ?? traits.querystring);
  return (inUrl ?? traits.header ?? traits.headers ?? traits.statusCode) !== undefined;
}

/**
 * The shape tables that generated packages are made of. They are plain data: a codec compiles a table into closures
 * the first time it is used. Words are those of the service descriptions (`locationName`, `flattened`, …).
 */

/** The scalar kinds of the service descriptions; `document` is free-form JSON. */
export type Scalar =
  "string" | "boolean" | "integer" | "long" | "float" | "double" | "timestamp" | "blob" | "document";

/** How a timestamp is written; without one, the protocol and the location decide. */
export type TimestampFormat = "iso8601" | "unixTimestamp" | "rfc822";

/** An XML namespace declaration, written on the element that carries it. */
export interface XmlNamespace {
  readonly uri: string;
  readonly prefix?: string;
}

/** A structure: members by name, in the order of the model. */
export interface Structure {
  readonly structure: Members;
  /** Members that a caller must give; absent where only outputs hold the structure. */
  readonly required?: readonly string[];
}

/** A tagged union: exactly one member is set. */
export interface Union {
  readonly union: Members;
}

/** A list of one kind of element. Traits of the element (its `locationName`) are those of the reference. */
export interface List {
  readonly list: Ref;
  /** The list has no wrapping element (XML, query). */
  readonly flattened?: true;
}

/** A map from strings to one kind of value. */
export interface MapShape {
  readonly map: Ref;
  /** Traits of the key: `locationName` names the key element (XML, query). */
  readonly key?: Omit<Traits, "shape">;
  readonly flattened?: true;
}

/** Any shape. A function stands for a shape that is defined later (a cycle). */
export type Shape = Scalar | Structure | Union | List | MapShape;

/** A shape, a shape with traits, or a function returning either (for cycles). */
export type Ref = Shape | Traits | (() => Shape | Traits);

/** Members of a structure or union by their name in the model. */
export type Members = { readonly [member: string]: Ref };

/** A shape together with what the place that refers to it says about it. At most one location is set. */
export interface Traits {
  /** `"string"` when absent: most members that a place says something about are strings. */
  readonly shape?: Shape | (() => Shape);

  /** Name on the wire where it differs from the member's name. With the ec2 protocol the default is the member's name with a lower-case first letter. */
  readonly locationName?: string;

  /** Location: label in the path, by its name there. */
  readonly uri?: string;
  /** Location: query-string parameter. An empty map name (`""`) means: each entry is a parameter. */
  readonly querystring?: string;
  /** Location: header of this name. */
  readonly header?: string;
  /** Location: all headers with this prefix, as a map. */
  readonly headers?: string;
  /** Location: the HTTP status code. */
  readonly statusCode?: true;
  /** Location: the whole body. A blob payload is a stream in both directions. */
  readonly payload?: true;

  readonly timestampFormat?: TimestampFormat;
  readonly flattened?: true;
  readonly xmlAttribute?: true;
  readonly xmlNamespace?: XmlNamespace;
  /** Name in ec2 requests; beats `locationName`. */
  readonly queryName?: string;
  /** String member in a header that carries base64 of JSON. */
  readonly jsonvalue?: true;
  /** Filled with a UUID when the caller leaves it out (top-level input members only). */
  readonly idempotencyToken?: true;
  /** The value takes part in the host name. */
  readonly hostLabel?: true;
  /** Never logged. */
  readonly sensitive?: true;
  /** The union of events that this payload member streams. */
  readonly eventstream?: true;
  readonly eventheader?: true;
  readonly eventpayload?: true;
}

/** A reference taken apart: the shape, and the traits of the reference (an empty object when there are none). */
export interface Resolved {
  readonly shape: Shape;
  readonly traits: Traits;
}

const noTraits: Traits = {};

/** Follows a reference to its shape and traits. Costs a few property reads; codecs do it once per table. */
export function resolveRef(ref: Ref): Resolved {
  const value = typeof ref === "function" ? ref() : ref;
  if (typeof value === "string") return { shape: value, traits: noTraits };
  const { shape = tableOf(value) ?? "string" } = value as Traits;
  if (shape === value) return { shape: value as Shape, traits: noTraits };
  return { shape: typeof shape === "function" ? shape() : shape, traits: value as Traits };
}

/** The value itself, if it is a structure, list, map or union. */
function tableOf(value: Partial<Structure & List & MapShape & Union>): Shape | undefined {
  return value.structure || value.list || value.map || value.union ? (value as Shape) : undefined;
}

/** The members of a structure or union; undefined for every other shape. */
export function membersOf(shape: Shape): Members | undefined {
  if (typeof shape === "string") return undefined;
  if ("structure" in shape) return shape.structure;
  return "union" in shape ? shape.union : undefined;
}

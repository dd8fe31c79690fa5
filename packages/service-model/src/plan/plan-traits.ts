import { ModelError } from "../model-error.ts";
import type { ShapeJson, ShapeRefJson } from "../model.ts";
import { lowerFirst } from "./letter-case.ts";
import type { TraitsPlan } from "./plan.ts";

/** Where a reference stands; decides which defaults go without saying. */
export interface RefPlace {
  /** Name of the member; undefined for elements, keys and values. */
  member?: string | undefined;
  /** Name that an element, key or value has on the wire when the model says nothing. */
  defaultName?: string | undefined;
  /** Member names are written and read with ec2's rules. */
  ec2?: boolean | undefined;
  /** Elements of lists have names on the wire that depend on the model: in requests of query and rest-xml. */
  namesElements?: boolean | undefined;
  /** The structure is read from responses. */
  output?: boolean | undefined;
  /** The structure is the input of an operation. */
  topLevelInput?: boolean | undefined;
  /** The member is the payload of its structure. */
  payload?: boolean | undefined;
  /** The member's name is that of a document's root element (the payload of a rest-xml request). */
  root?: boolean | undefined;
  /** File and place in it, for messages. */
  file: string;
  where: string;
}

const timestampFormats: Readonly<Record<string, NonNullable<TraitsPlan["timestampFormat"]>>> = {
  iso8601: "iso8601",
  unixtimestamp: "unixTimestamp",
  rfc822: "rfc822",
};

/** The traits of a reference: those of the shape, overlaid by its own, without what is the default anyway. */
export function planTraits(ref: ShapeRefJson, shape: ShapeJson, place: RefPlace): TraitsPlan {
  const traits: TraitsPlan = {};
  planName(traits, ref, shape, place);
  if (place.payload) traits.payload = true;
  const format = ref.timestampFormat ?? shape.timestampFormat;
  if (format && shape.type === "timestamp") traits.timestampFormat = planTimestampFormat(format, place);
  if (ref.flattened && !shape.flattened) traits.flattened = true;
  if (ref.xmlAttribute ?? shape.xmlAttribute) traits.xmlAttribute = true;
  const namespace = ref.xmlNamespace ?? shape.xmlNamespace;
  if (namespace) traits.xmlNamespace = planXmlNamespace(namespace);
  // Elsewhere than in a header such a member is an ordinary string.
  if (traits.header !== undefined && (ref.jsonvalue ?? shape.jsonvalue)) traits.jsonvalue = true;
  if (place.topLevelInput && (ref.idempotencyToken ?? shape.idempotencyToken)) traits.idempotencyToken = true;
  if (ref.hostLabel ?? shape.hostLabel) traits.hostLabel = true;
  if (shape.sensitive) traits.sensitive = true;
  if (ref.eventstream ?? shape.eventstream) traits.eventstream = true;
  if (ref.eventheader ?? shape.eventheader) traits.eventheader = true;
  if (ref.eventpayload ?? shape.eventpayload) traits.eventpayload = true;
  return traits;
}

/** A namespace declaration; older models give the bare URI. */
export function planXmlNamespace(
  namespace: NonNullable<ShapeRefJson["xmlNamespace"]>,
): NonNullable<TraitsPlan["xmlNamespace"]> {
  if (typeof namespace === "string") return { uri: namespace };
  return namespace.prefix ? { uri: namespace.uri, prefix: namespace.prefix } : { uri: namespace.uri };
}

/**
 * The name that a reference, or else the shape, gives. A structure's own name, or that of its shape, is for a root element
 * and names no ordinary member; a reference names a root when it says more than the member's name does.
 */
function nameOf(ref: ShapeRefJson, shape: ShapeJson, place: RefPlace): string | undefined {
  const { locationName } = ref;
  if (shape.type !== "structure" || place.member === undefined) return locationName ?? shape.locationName;
  if (!place.root || (locationName !== undefined && (locationName !== place.member || ref.xmlNamespace))) {
    return locationName;
  }
  return shape.locationName ?? ref.shape;
}

function planName(traits: TraitsPlan, ref: ShapeRefJson, shape: ShapeJson, place: RefPlace): void {
  const name = nameOf(ref, shape, place);
  const member = place.member ?? "";
  switch (place.member === undefined ? undefined : (ref.location ?? shape.location)) {
    case "uri":
      traits.uri = name ?? member;
      return;
    case "querystring":
      // Of a map each entry is a parameter, whatever name the model has for the map.
      traits.querystring = shape.type === "map" ? "" : (name ?? member);
      return;
    case "header":
      traits.header = name ?? member;
      return;
    case "headers":
      traits.headers = name ?? "";
      return;
    case "statusCode":
      traits.statusCode = true;
      return;
    default:
  }
  if (ref.queryName ?? shape.queryName) traits.queryName = (ref.queryName ?? shape.queryName)!;
  if (place.ec2 && place.member !== undefined) planEc2Name(traits, member, name, place);
  else if (name !== undefined && name !== (place.member ?? place.defaultName)) traits.locationName = name;
}

/**
 * ec2 reads the locationName, else the member's name; it writes the queryName, else the locationName or the member's name
 * with its first letter in upper case. The default of a table is the member's name beginning in lower case.
 */
function planEc2Name(traits: TraitsPlan, member: string, name: string | undefined, place: RefPlace): void {
  const startsLower = lowerFirst(member) === member;
  if (name !== undefined) {
    if (startsLower || name !== lowerFirst(member)) traits.locationName = name;
  } else if (!startsLower && place.output) traits.locationName = member;
}

function planTimestampFormat(format: string, place: RefPlace): NonNullable<TraitsPlan["timestampFormat"]> {
  const known = timestampFormats[format.toLowerCase()];
  if (known) return known;
  throw new ModelError(place.file, `${place.where}.timestampFormat`, `unknown format "${format}"`);
}

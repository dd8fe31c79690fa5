/**
 * Values to XML, as the rest-xml protocol writes it. A table is compiled to closures that append text.
 *
 * Facts: there is no XML declaration; members keep the order of the caller's object, absent ones are left out; a list has an
 * element with one `member` per element, a map one with `entry`, `key` and `value`; flattened, the member's own name is
 * repeated and the element's name does not count; a namespace is an attribute of the element whose reference carries it; an
 * element without content is `<a />`. A carriage return is written as a reference, because readers turn a bare one into a
 * line feed (XML 1.0 §2.11).
 */
import {
  membersOf,
  resolveRef,
  type MapShape,
  type Ref,
  type Shape,
  type Traits,
} from "../../shape/shape.ts";
import { textWriter } from "../scalars/text.ts";

/** Writes a value as an element (or, flattened, as several). */
type ElementWriter = (value: any) => string;

/** What a structure holds. */
interface Content {
  /** With a blank in front of each. */
  readonly attributes: string;
  readonly children: string;
}

interface MemberWriter {
  readonly attribute: boolean;
  readonly write: ElementWriter;
}

const structures: WeakMap<object, (value: any) => Content> = /* @__PURE__ */ new WeakMap();

/** A writer of documents with the given root; worth keeping, since it is compiled. */
export function xmlWriter(ref: Ref, root: string): (value: unknown) => string {
  const { shape, traits } = resolveRef(ref);
  return elementWriter(shape, traits, root);
}

function elementWriter(shape: Shape, traits: Partial<Traits>, name: string): ElementWriter {
  const { xmlNamespace: space } = traits;
  const open = space
    ? `<${name} xmlns${space.prefix ? ":" + space.prefix : ""}="${escapeAttribute(space.uri)}"`
    : `<${name}`;
  const close = `</${name}>`;
  const wrap = (children: string, attributes = ""): string =>
    children ? `${open}${attributes}>${children}${close}` : `${open}${attributes} />`;
  if (typeof shape === "string") {
    const write = textWriter(shape, traits.timestampFormat ?? "iso8601");
    return (value) => wrap(escapeText(write(value)));
  }
  if ("structure" in shape || "union" in shape) {
    return (value) => {
      const { children, attributes } = contentWriter(shape)(value);
      return wrap(children, attributes);
    };
  }
  const flattened = shape.flattened ?? traits.flattened ?? false;
  const write =
    "list" in shape
      ? listWriter(shape.list, flattened && name)
      : mapWriter(shape, flattened ? name : "entry");
  return flattened ? write : (value) => wrap(write(value));
}

function listWriter(ref: Ref, flattenedName: string | false): ElementWriter {
  const { shape, traits } = resolveRef(ref);
  const write = elementWriter(shape, traits, flattenedName || (traits.locationName ?? "member"));
  return (list: readonly unknown[]) => {
    let text = "";
    for (const value of list) if (value != null) text += write(value);
    return text;
  };
}

function mapWriter({ map, key }: MapShape, entry: string): ElementWriter {
  const { shape, traits } = resolveRef(map);
  const writeKey = elementWriter("string", key ?? {}, key?.locationName ?? "key");
  const write = elementWriter(shape, traits, traits.locationName ?? "value");
  return (entries: Record<string, unknown>) => {
    let text = "";
    for (const [name, value] of Object.entries(entries)) {
      if (value != null) text += `<${entry}>${writeKey(name)}${write(value)}</${entry}>`;
    }
    return text;
  };
}

// Compiled when the first value arrives: that ends the recursion of shapes that contain themselves.
function contentWriter(shape: Shape & object): (value: any) => Content {
  let write = structures.get(shape);
  if (!write) {
    const members = new Map<string, MemberWriter>();
    for (const [member, ref] of Object.entries<Ref>(membersOf(shape)!)) {
      const { shape, traits } = resolveRef(ref);
      const name = traits.locationName ?? member;
      members.set(member, traits.xmlAttribute
        ? { attribute: true, write: (value) => ` ${name}="${escapeAttribute(String(value))}"` }
        : { attribute: false, write: elementWriter(shape, traits, name) }); // prettier-ignore
    }
    write = (value: Record<string, unknown>) => {
      let attributes = "";
      let children = "";
      for (const key of Object.keys(value)) {
        const member = value[key] == null ? undefined : members.get(key);
        if (!member) continue;
        if (member.attribute) attributes += member.write(value[key]);
        else children += member.write(value[key]);
      }
      return { attributes, children };
    };
    structures.set(shape, write);
  }
  return write;
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#xD;",
  "\n": "&#xA;",
  "\t": "&#x9;",
};

function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => escapes[character]!);
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"\r\n\t]/g, (character) => escapes[character]!);
}

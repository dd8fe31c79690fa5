/**
 * XML to values, as the query, ec2 and rest-xml protocols read it. A table is compiled to closures that read straight
 * from the text: there is no tree in between.
 *
 * Facts (the wire as services send it): names are compared without namespaces; unknown elements are skipped; the elements
 * of a list may have any name; an absent list stays absent; of an element that occurs twice, the first counts; a
 * flattened list is found under its member's `locationName`, else under that of its elements, else under the member's
 * name; white space in text is text; an entry of a map without a key or value is none; of equal keys the last counts.
 */
import { parseError } from "../../errors/errors.ts";
import {
  resolveRef,
  type MapShape,
  type Ref,
  type Resolved,
  type Structure,
  type Union,
} from "../../shape/shape.ts";
import { setOwn } from "../scalars/own-property.ts";
import { textReader } from "../scalars/text.ts";
import { XmlCursor } from "./cursor.ts";

/** Reads the element with the given tag, in which the cursor is, and closes it. */
type ElementReader = (xml: XmlCursor, tag: string) => any;

/** Reads the element that was just opened into the structure that it is a member of. `fresh`: the first of its name. */
type MemberReader = (xml: XmlCursor, target: Record<string, any>, fresh?: boolean) => void;

/** A member that is an element. */
interface Member {
  /** Name on the wire. */
  readonly name: string;
  readonly read: MemberReader;
  /** What followed it the last time: a good guess for the next time. */
  next: Member | undefined;
  /** Its place among the members in the order in which they first came; 0 before that. */
  place: number;
}

interface Members {
  /** Members that have a place. */
  placed: number;
  readonly elements: ReadonlyMap<string, Member>;
  readonly attributes: readonly [member: string, name: string, read: (text: string) => unknown][];
  /** Stands before the first element. */
  readonly head: Member;
}

/** Reads XML by tables. Each table is compiled once, for the naming rule of one protocol. */
export class XmlReader {
  readonly #defaultName: (member: string) => string;
  readonly #structures: WeakMap<object, ElementReader> = new WeakMap();

  /** Takes the name on the wire of members whose table gives none: by default their own. */
  constructor(defaultName: (member: string) => string = (member) => member) {
    this.#defaultName = defaultName;
  }

  /**
   * The value of a document whose root is what the reference says.
   *
   * @throws {@link ParseError} when the text is not well-formed or does not fit the table.
   */
  read(ref: Ref, text: string): unknown {
    const xml = new XmlCursor(text);
    xml.start();
    const value: unknown = this.#element(resolveRef(ref))(xml, xml.tag);
    xml.end();
    return value;
  }

  /** The value of the element `Error` of an error document, wherever it is, see {@link readErrorFields}. */
  readError(ref: Ref, text: string): unknown {
    const xml = new XmlCursor(text);
    xml.start();
    return readBelowErrors(xml, this.#element(resolveRef(ref)));
  }

  #element({ shape }: Resolved): ElementReader {
    if (typeof shape === "string") {
      const read = textReader(shape);
      return (xml, tag) => read(xml.content(tag));
    }
    if ("list" in shape) {
      const read = this.#element(resolveRef(shape.list));
      return (xml, tag) => {
        const list: unknown[] = [];
        while (xml.next(tag)) list.push(read(xml, xml.tag));
        return list;
      };
    }
    if ("map" in shape) {
      const read = this.#entry(shape);
      return (xml, tag) => {
        const map = {};
        while (xml.next(tag)) read(xml, map);
        return map;
      };
    }
    let read = this.#structures.get(shape);
    if (!read) {
      read = "union" in shape ? this.#union(shape) : this.#structure(shape);
      this.#structures.set(shape, read);
    }
    return read;
  }

  #entry(shape: MapShape): MemberReader {
    const keyName = shape.key?.locationName ?? "key";
    const element = resolveRef(shape.map);
    const valueName = element.traits.locationName ?? "value";
    const read = this.#element(element);
    return (xml, target) => {
      const { tag } = xml;
      let key: string | undefined;
      let value: unknown;
      while (xml.next(tag)) {
        if (xml.name === keyName) key = xml.content(xml.tag);
        else if (xml.name === valueName) value = read(xml, xml.tag);
        else xml.skip(xml.tag);
      }
      if (key !== undefined && value !== undefined) setOwn(target, key, value);
    };
  }

  // Members are compiled when the first value arrives: that ends the recursion of shapes that contain themselves.
  #structure({ structure }: Structure): ElementReader {
    let members: Members | undefined;
    return (xml, tag) => {
      members ??= this.#members(structure);
      const target: Record<string, unknown> = {};
      for (const [member, name, read] of members.attributes) {
        const text = attributeOf(xml, name);
        if (text !== undefined) target[member] = read(text);
      }
      let last = members.head;
      let furthest = 0;
      while (xml.next(tag, last.next?.name)) {
        const guess = last.next;
        const member = guess?.name === xml.name ? guess : members.elements.get(xml.name);
        if (member) {
          last.next = member;
          last = member;
          member.place ||= ++members.placed;
          // Beyond all that came before, so that nothing need be looked up.
          const fresh = member.place > furthest;
          if (fresh) furthest = member.place;
          member.read(xml, target, fresh);
        } else {
          xml.skip(xml.tag);
        }
      }
      return target;
    };
  }

  #union({ union }: Union): ElementReader {
    let members: Members | undefined;
    return (xml, tag) => {
      members ??= this.#members(union);
      const target: Record<string, unknown> = {};
      const names = new Set<string>();
      while (xml.next(tag)) {
        const { name } = xml;
        names.add(name);
        const member = members.elements.get(name);
        if (member) member.read(xml, target);
        else target["$unknown"] = [name, xml.content(xml.tag)];
      }
      if (names.size === 1) return target;
      throw parseError(`a union has ${names.size} members where it must have one`);
    };
  }

  #members(members: Structure["structure"]): Members {
    const elements = new Map<string, Member>();
    const attributes: [string, string, (text: string) => unknown][] = [];
    const aliases: Member[] = [];
    const names = new Map<string, string>();
    for (const [member, ref] of Object.entries<Ref>(members)) {
      const resolved = resolveRef(ref);
      const { shape, traits } = resolved;
      const name = traits.locationName ?? this.#defaultName(member);
      if (traits.xmlAttribute) {
        attributes.push([member, name, textReader(shape)]);
      } else if (typeof shape === "object" && (traits.flattened ?? "flattened" in shape)) {
        const read = this.#flattened(member, resolved, () => names.get(name));
        elements.set(name, memberOf(name, read));
        const alias = "list" in shape && resolveRef(shape.list).traits.locationName;
        if (alias) aliases.push(memberOf(alias, read));
      } else {
        names.set(name, member);
        if (!elements.has(name)) elements.set(name, memberOf(name, once(member, this.#element(resolved))));
      }
    }
    for (const alias of aliases) if (!elements.has(alias.name)) elements.set(alias.name, alias);
    return { elements, attributes, placed: 0, head: memberOf("", () => {}) };
  }

  /**
   * A list or map whose elements or entries are repeated members. S3 has lists that took the place of a single value and
   * share its name on the wire: the value, `single`, is the first of the list, whichever the model has first.
   */
  #flattened(member: string, { shape }: Resolved, single: () => string | undefined): MemberReader {
    if (typeof shape === "object" && "map" in shape) {
      const read = this.#entry(shape);
      return (xml, target) => read(xml, (target[member] ??= {}));
    }
    const read = this.#element(resolveRef((shape as { list: Ref }).list));
    return (xml, target) => {
      const list: unknown[] = (target[member] ??= []);
      list.push(read(xml, xml.tag));
      const value = single();
      if (value) target[value] = list[0];
    };
  }
}

function readBelowErrors(xml: XmlCursor, read: ElementReader): unknown {
  const { tag } = xml;
  if (xml.name === "Error") return read(xml, tag);
  while (xml.next(tag)) {
    if (xml.name === "Error" || xml.name === "Errors") return readBelowErrors(xml, read);
    xml.skip(xml.tag);
  }
  return undefined;
}

function memberOf(name: string, read: MemberReader): Member {
  return { name, read, next: undefined, place: 0 };
}

function once(member: string, read: ElementReader): MemberReader {
  return (xml, target, fresh) => {
    if (fresh || !Object.hasOwn(target, member)) target[member] = read(xml, xml.tag);
    else xml.skip(xml.tag);
  };
}

/** An attribute by its name; of one with a prefix only that there is one matters, since prefixes are the sender's choice. */
function attributeOf({ attributes }: XmlCursor, name: string): string | undefined {
  const pattern = name.replace(/^[^:]+:/, ":");
  for (let at = 0; at < attributes.length; at += 2) {
    if (attributes[at]!.replace(/^[^:]+:/, ":") === pattern) return attributes[at + 1];
  }
  return undefined;
}

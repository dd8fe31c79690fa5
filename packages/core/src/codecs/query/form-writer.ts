/**
 * Values to forms (`application/x-www-form-urlencoded`), as the query and ec2 protocols write them. A table is compiled to
 * closures that append parameters.
 *
 * Facts of query: a list is `Name.member.1`, with the `locationName` of its elements for `member`; flattened it is `Name.1`,
 * where the elements' `locationName`, if the member has none of its own, takes the place of the name; an empty list is
 * `Name=`; a map is `Name.entry.1.key` and `.value`, flattened without `entry`, and an empty one is nothing. Facts of ec2:
 * lists are always flat, an empty one is nothing, and names begin with a capital: `queryName`, else the `locationName` (the
 * member's name by default) with its first letter in upper case. Parameters keep the order of the caller's object.
 */
import {
  membersOf,
  resolveRef,
  type MapShape,
  type Ref,
  type Resolved,
  type Shape,
} from "../../shape/shape.ts";
import { percentEncode } from "../scalars/percent-encoding.ts";
import { textWriter } from "../scalars/text.ts";

/** Parameters of a value, each with `&` in front. */
type Writer = (key: string, value: any) => string;

/** Writes forms for one of the two protocols. Each table is compiled once. */
export class FormWriter {
  readonly #ec2: boolean;
  readonly #structures: WeakMap<object, Writer> = new WeakMap();

  constructor(ec2: boolean) {
    this.#ec2 = ec2;
  }

  /** The members of a structure as parameters, each with `&` in front. */
  write(ref: Ref, value: unknown): string {
    return this.#writer(resolveRef(ref))("", value);
  }

  #writer(resolved: Resolved): Writer {
    const { shape, traits } = resolved;
    if (typeof shape === "string") {
      const write = textWriter(shape, traits.timestampFormat ?? "iso8601");
      return (key, value) => parameter(key, write(value));
    }
    if ("list" in shape) return this.#ec2 ? this.#elements(shape.list) : this.#list(shape.list, resolved);
    if ("map" in shape) return this.#map(shape, shape.flattened ?? traits.flattened ?? false);
    let write = this.#structures.get(shape);
    if (!write) this.#structures.set(shape, (write = this.#structure(shape)));
    return write;
  }

  #structure(shape: Shape): Writer {
    let members: Map<string, [name: string, write: Writer]> | undefined;
    return (key, value: Record<string, unknown>) => {
      members ??= this.#members(shape);
      const prefix = key && key + ".";
      let form = "";
      for (const member of Object.keys(value)) {
        const found = value[member] == null ? undefined : members.get(member);
        if (found) form += found[1](prefix + found[0], value[member]);
      }
      return form;
    };
  }

  #members(shape: Shape): Map<string, [name: string, write: Writer]> {
    const members = new Map<string, [name: string, write: Writer]>();
    for (const [member, ref] of Object.entries<Ref>(membersOf(shape)!)) {
      const resolved = resolveRef(ref);
      const { locationName = member, queryName } = resolved.traits;
      const name = this.#ec2
        ? (queryName ?? locationName.charAt(0).toUpperCase() + locationName.slice(1))
        : locationName;
      members.set(member, [percentEncode(name), this.#writer(resolved)]);
    }
    return members;
  }

  #list(element: Ref, { shape, traits }: Resolved): Writer {
    const { locationName } = resolveRef(element).traits;
    const write = this.#elements(element);
    const flattened = traits.flattened ?? (shape as { flattened?: true }).flattened;
    const renamed = flattened && traits.locationName === undefined ? locationName : undefined;
    return (key, list: readonly unknown[]) => {
      if (list.length === 0) return parameter(key, "");
      if (renamed !== undefined) return write(key.slice(0, key.lastIndexOf(".") + 1) + renamed, list);
      return write(flattened ? key : `${key}.${locationName ?? "member"}`, list);
    };
  }

  #elements(element: Ref): Writer {
    const write = this.#writer(resolveRef(element));
    return (key, list: readonly unknown[]) => {
      let form = "";
      let at = 0;
      for (const value of list) if (value != null) form += write(`${key}.${++at}`, value);
      return form;
    };
  }

  #map({ map, key: keyTraits }: MapShape, flattened: boolean): Writer {
    const element = resolveRef(map);
    const keyName = keyTraits?.locationName ?? "key";
    const valueName = element.traits.locationName ?? "value";
    const write = this.#writer(element);
    return (key, entries: Record<string, unknown>) => {
      const prefix = flattened ? key : key + ".entry";
      let form = "";
      let at = 0;
      for (const [name, value] of Object.entries(entries)) {
        if (value == null) continue;
        form +=
          parameter(`${prefix}.${++at}.${keyName}`, name) + write(`${prefix}.${at}.${valueName}`, value);
      }
      return form;
    };
  }
}

/** `key` is encoded already. */
function parameter(key: string, value: string): string {
  return `&${key}=${percentEncode(value).replaceAll("%20", "+")}`;
}

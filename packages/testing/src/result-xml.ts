import { resolveRef, type AnyOperation, type Ref } from "@inia/core";

function escape(text: string): string {
  return text.replace(/[&<>\r]/g, (c) => `&#${c.charCodeAt(0)};`);
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

/** The XML answer of a query or ec2 operation to a value of its output. */
export function resultXml(
  protocol: "query" | "ec2",
  operation: AnyOperation,
  output: Record<string, unknown>,
): string {
  const { name, resultWrapper } = operation;
  const inner = new Writer(protocol).content(operation.output!, output);
  const wrapper =
    protocol === "ec2" || resultWrapper === false ? undefined : (resultWrapper ?? `${name}Result`);
  const result = wrapper === undefined ? inner : element(wrapper, inner);
  const id =
    protocol === "ec2"
      ? "<requestId>stub</requestId>"
      : element("ResponseMetadata", "<RequestId>stub</RequestId>");
  return element(`${name}Response`, result + id);
}

class Writer {
  readonly #protocol: "query" | "ec2";

  constructor(protocol: "query" | "ec2") {
    this.#protocol = protocol;
  }

  /** What stands between the tags of a value. */
  content(ref: Ref, value: unknown): string {
    const { shape, traits } = resolveRef(ref);
    if (typeof shape === "string") return escape(scalar(value));
    if ("list" in shape) return this.#items(shape.list, (value as unknown[]) ?? [], "member");
    if ("map" in shape)
      return this.#entries(shape, value as Record<string, unknown>)
        .map((e) => element("entry", e))
        .join("");
    const members = "structure" in shape ? shape.structure : shape.union;
    const given = value as Record<string, unknown>;
    return Object.keys(members)
      .filter((name) => given[name] !== undefined && given[name] !== null && traits !== undefined)
      .map((name) => this.#member(name, members[name]!, given[name]))
      .join("");
  }

  #member(name: string, ref: Ref, value: unknown): string {
    const { shape, traits } = resolveRef(ref);
    const own = this.#protocol === "ec2" ? name.charAt(0).toLowerCase() + name.slice(1) : name;
    const tag = traits.locationName ?? own;
    if (typeof shape === "object" && (traits.flattened || ("flattened" in shape && shape.flattened))) {
      if ("list" in shape) return this.#items(shape.list, value as unknown[], tag);
      if ("map" in shape)
        return this.#entries(shape, value as Record<string, unknown>)
          .map((e) => element(tag, e))
          .join("");
    }
    return element(tag, this.content(ref, value));
  }

  #items(ref: Ref, values: readonly unknown[], fallback: string): string {
    const tag = resolveRef(ref).traits.locationName ?? fallback;
    return values.map((value) => element(tag, this.content(ref, value))).join("");
  }

  #entries(
    shape: { readonly map: Ref; readonly key?: { readonly locationName?: string } },
    value: Record<string, unknown>,
  ): string[] {
    const key = shape.key?.locationName ?? "key";
    const tag = resolveRef(shape.map).traits.locationName ?? "value";
    return Object.entries(value).map(
      ([k, v]) => element(key, escape(k)) + element(tag, this.content(shape.map, v)),
    );
  }
}

function scalar(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : String(value);
}

/** Vectors write values as JSON: timestamps as seconds since 1970, blobs as text, special floats as text. */
import { membersOf, resolveRef, type Ref, type Shape } from "../../../core/src/shape/shape.ts";

/** A value of a vector as callers of the SDK give it. */
export function fromVector(ref: Ref, value: unknown): unknown {
  return convert(resolveRef(ref).shape, value, (shape, raw) => {
    if (shape === "timestamp") return typeof raw === "number" ? new Date(raw * 1000) : raw;
    return special(shape, raw);
  });
}

/** What the SDK read, in the vectors' form. */
export async function toVector(ref: Ref, value: unknown): Promise<unknown> {
  const read = await readBodies(value);
  return convert(resolveRef(ref).shape, read, (shape, raw) => {
    if (shape === "timestamp" && raw instanceof Date) return raw.getTime() / 1000;
    if (shape === "blob" && raw instanceof Uint8Array) return new TextDecoder().decode(raw);
    return raw;
  });
}

/** What a vector expects, in the same form. */
export function expectedOf(ref: Ref, value: unknown): unknown {
  return convert(resolveRef(ref).shape, value, special);
}

function special(shape: Shape, raw: unknown): unknown {
  return (shape === "float" || shape === "double") && typeof raw === "string" ? Number(raw) : raw;
}

type Scalars = (shape: Shape, raw: unknown) => unknown;

function convert(shape: Shape, value: unknown, scalar: Scalars): unknown {
  if (value === null || value === undefined || typeof shape === "string") {
    return value === null ? null : scalar(shape, value);
  }
  if ("list" in shape) {
    const element = resolveRef(shape.list).shape;
    return (value as unknown[]).map((item) => convert(element, item, scalar));
  }
  const members = membersOf(shape);
  const shapeOf = (name: string): Shape =>
    members ? resolveRef(members[name] ?? "document").shape : resolveRef((shape as { map: Ref }).map).shape;
  return Object.fromEntries(
    Object.entries(value as object).map(([name, item]) => [name, convert(shapeOf(name), item, scalar)]),
  );
}

/** A streamed payload becomes its bytes; an empty one counts as absent, as in the vectors. */
async function readBodies(value: unknown): Promise<unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries: [string, unknown][] = [];
  for (const [name, item] of Object.entries(value)) {
    const body = item as { bytes?: () => Promise<Uint8Array> } | null;
    if (typeof body?.bytes !== "function") entries.push([name, item]);
    else {
      const bytes = await body.bytes();
      if (bytes.length > 0) entries.push([name, bytes]);
    }
  }
  return Object.fromEntries(entries);
}

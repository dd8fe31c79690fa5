/**
 * Input as JSON text (RFC 8259), in one pass and without a copy of the input. Facts: timestamps are whole seconds unless
 * the model says otherwise; blobs are base64; `NaN` and the infinities are strings; a `bigint` is written exactly;
 * members that are null or undefined are left out, null elements and map values stay. Members keep the order in which
 * the caller gave them.
 */
import { ValidationError } from "../../errors/errors.ts";
import { resolveRef, type Members, type Ref, type Resolved } from "../../shape/shape.ts";
import { encodeBase64 } from "../scalars/base64.ts";
import { bytesOf } from "../scalars/bytes.ts";
import { formatTimestamp } from "../scalars/timestamps.ts";

type Writer = (value: any) => string;

/** A value of the given shape as JSON text. */
export function writeJson(ref: Ref, value: unknown): string {
  return writerOf(resolveRef(ref))(value);
}

const compiled: WeakMap<object, Writer> = /* @__PURE__ */ new WeakMap();

function writerOf({ shape, traits }: Resolved): Writer {
  if (typeof shape !== "string") {
    let writer = compiled.get(shape);
    if (!writer) {
      writer =
        "list" in shape
          ? listWriter(shape.list)
          : "map" in shape
            ? mapWriter(shape.map)
            : structureWriter("union" in shape ? shape.union : shape.structure);
      compiled.set(shape, writer);
    }
    return writer;
  }
  switch (shape) {
    case "string":
      return quote;
    case "blob":
      return (value) => `"${encodeBase64(bytesOf(value))}"`;
    case "timestamp":
      return (value) => JSON.stringify(formatTimestamp(value, traits.timestampFormat ?? "unixTimestamp"));
    case "document":
      return (value) => writeDocument(value, 0);
    case "boolean":
      return String;
    default:
      return writeNumber;
  }
}

// What a table holds is compiled when the first value arrives: that ends the recursion of shapes that contain themselves.
function structureWriter(members: Members): Writer {
  let writers: Map<string, { readonly key: string; readonly write: Writer }> | undefined;
  return (value) => {
    writers ??= new Map(
      Object.entries<Ref>(members).map(([name, ref]) => {
        const resolved = resolveRef(ref);
        const key = JSON.stringify(resolved.traits.locationName ?? name) + ":";
        return [name, { key, write: writerOf(resolved) }];
      }),
    );
    let text = "";
    for (const name in value) {
      const raw = value[name];
      if (raw === undefined || raw === null) continue;
      const member = writers.get(name);
      if (member) text += (text && ",") + member.key + member.write(raw);
    }
    return `{${text}}`;
  };
}

function listWriter(list: Ref): Writer {
  let write: Writer | undefined;
  return (value: Iterable<unknown>) => {
    write ??= writerOf(resolveRef(list));
    let text = "";
    for (const item of value) text += (text && ",") + (item === null || item === undefined ? "null" : write(item));
    return `[${text}]`;
  };
}

function mapWriter(map: Ref): Writer {
  let write: Writer | undefined;
  return (value: Record<string, unknown>) => {
    write ??= writerOf(resolveRef(map));
    let text = "";
    for (const [key, item] of Object.entries(value)) {
      if (item !== undefined) text += (text && ",") + quote(key) + ":" + (item === null ? "null" : write(item));
    }
    return `{${text}}`;
  };
}

const special: RegExp = /[\0-\x1F"\\\uD800-\uDFFF]/;

function quote(text: string): string {
  return special.test(text) || typeof text !== "string" ? JSON.stringify(text) : `"${text}"`;
}

function writeNumber(value: number | bigint): string {
  return typeof value === "bigint" || Number.isFinite(value) ? String(value) : `"${value}"`;
}

function writeDocument(value: unknown, depth: number): string {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (depth > 128) throw new ValidationError({ problems: [{ path: "document", problem: "nested too deeply" }] });
  if (Array.isArray(value)) return `[${value.map((item) => writeDocument(item, depth + 1)).join(",")}]`;
  const members = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => quote(key) + ":" + writeDocument(item, depth + 1));
  return `{${members.join(",")}}`;
}

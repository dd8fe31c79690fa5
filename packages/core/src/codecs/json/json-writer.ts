/**
 * Input as JSON text (RFC 8259), in one pass and without a copy of the input. Facts: timestamps are seconds, with a
 * fraction where there is one, unless the model says otherwise; blobs are base64; `NaN` and the infinities are strings; a `bigint` is written exactly;
 * members that are null or undefined are left out, null elements and map values stay. Members keep the order in which
 * the caller gave them.
 */
import { invalidInput } from "../../errors/errors.ts";
import { membersOf, resolveRef, type Members, type Ref, type Resolved } from "../../shape/shape.ts";
import { encodeBase64 } from "../scalars/base64.ts";
import { bytesOf } from "../scalars/bytes.ts";
import { formatFloatingPoint } from "../scalars/numbers.ts";
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
          ? listWriter(writerOf(resolveRef(shape.list)))
          : "map" in shape
            ? mapWriter(writerOf(resolveRef(shape.map)))
            : membersWriter(membersOf(shape)!);
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
    case "float":
    case "double":
      return (value) => (Number.isFinite(value) ? formatFloatingPoint(value) : `"${value}"`);
    default:
      return String;
  }
}

function membersWriter(members: Members): Writer {
  let writers: Map<string, [key: string, write: Writer]> | undefined;
  return (value) => {
    // Compiled when the first value arrives: that ends the recursion of shapes that contain themselves.
    if (!writers) {
      writers = new Map();
      for (const name in members) {
        const resolved = resolveRef(members[name]!);
        writers.set(name, [JSON.stringify(resolved.traits.locationName ?? name) + ":", writerOf(resolved)]);
      }
    }
    let text = "";
    for (const name in value) {
      const raw = value[name];
      const member = isNull(raw) ? undefined : writers.get(name);
      if (member) text += (text && ",") + member[0] + member[1](raw);
    }
    return `{${text}}`;
  };
}

function listWriter(write: Writer): Writer {
  return (value) => {
    let text = "";
    for (const item of value) text += (text && ",") + (isNull(item) ? "null" : write(item));
    return `[${text}]`;
  };
}

function mapWriter(write: Writer): Writer {
  return (value) => {
    let text = "";
    for (const key of Object.keys(value)) {
      const item = value[key];
      if (item !== undefined)
        text += (text && ",") + quote(key) + ":" + (isNull(item) ? "null" : write(item));
    }
    return `{${text}}`;
  };
}

function isNull(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

// Controls, quotes, backslashes and surrogates, whose pairs are not looked for: the engine knows what to do.
const plain: RegExp = /^[ !#-[\]-\uD7FF\uE000-\uFFFF]*$/;

function quote(text: string): string {
  return typeof text === "string" && plain.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** Free-form JSON; unlike `JSON.stringify` it takes a `bigint`. */
function writeDocument(value: any, depth: number): string {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (depth > 128) throw invalidInput("document", "nested too deeply");
  const write: Writer = (item) => writeDocument(item, depth + 1);
  return (Array.isArray(value) ? listWriter : mapWriter)(write)(value);
}

/** Documents of json and rest-json, with the liberties that services take: nulls, members of tomorrow, any order. */
import type { ShapeRefJson } from "@inia/service-model";
import { base64Of, type ServiceSide } from "./service-side.ts";
import { timestampText } from "./timestamps.ts";

/** A value as JSON text. */
export function jsonText(side: ServiceSide, ref: ShapeRefJson, value: unknown, top = false): string {
  const shape = side.shape(ref);
  if (shape.document) return JSON.stringify(value);
  switch (shape.type) {
    case "structure":
      return structureText(side, ref, value as object, top);
    case "list": {
      const items = (value as unknown[]).map((item) => jsonText(side, shape.member!, item));
      return `[${[...items, ...(side.chance(9) ? ["null"] : [])].join(", ")}]`;
    }
    case "map":
      return objectText(
        Object.entries(value as object).map(([key, item]) => [key, mapValueText(side, shape.value!, item)]),
      );
    case "timestamp":
      return instantText(side, value as Date);
    case "blob":
      return JSON.stringify(base64Of(value as Uint8Array));
    case "float":
    case "double":
      return Number.isFinite(value) ? floatText(value as number) : `"${value as number}"`;
    case "string":
      return JSON.stringify(value);
    default:
      return String(value);
  }
}

// Of numbers, instants, lists and maps botocore can make nothing when they are null.
function mapValueText(side: ServiceSide, ref: ShapeRefJson, value: unknown): string {
  const { type, document } = side.shape(ref);
  return /^(string|structure)$/.test(type) && !document && side.chance(9)
    ? "null"
    : jsonText(side, ref, value);
}

function structureText(side: ServiceSide, ref: ShapeRefJson, value: object, top: boolean): string {
  if (!top && side.shape(ref).union && side.chance(8)) return '{"memberOfTomorrow": [1, {"b": "c"}]}';
  const entries: [string, string][] = [];
  for (const [member, memberRef, item] of side.members(ref, value)) {
    if (top && side.inHead(memberRef)) continue;
    entries.push([side.trait(memberRef, "locationName") ?? member, jsonText(side, memberRef, item)]);
  }
  const { union, members = {} } = side.shape(ref);
  const absent = Object.keys(members).find((member) => !(member in value));
  if (absent && !(top && side.inHead(members[absent]!)) && side.chance(3))
    entries.push([side.trait(members[absent]!, "locationName") ?? absent, "null"]);
  if (side.chance(5) && !union) entries.unshift(["memberOfTomorrow", '{"a": [1, {"b": null}]}']);
  if (side.chance(6) && !("__type" in members)) entries.push(["__type", '"aws.example#Shape"']);
  return objectText(entries);
}

function objectText(entries: [string, string][]): string {
  return `{${entries.map(([key, text]) => `${JSON.stringify(key)}: ${text}`).join(",\n ")}}`;
}

function floatText(value: number): string {
  return Object.is(value, -0) ? "-0.0" : String(value);
}

function instantText(side: ServiceSide, value: Date): string {
  const text = side.chance(3) ? timestampText(value, side.random) : String(value.getTime() / 1000);
  return /^-?[\d.]+$/.test(text) && !side.chance(4) ? text : `"${text}"`;
}

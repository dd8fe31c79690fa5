import type { ServiceModel, ShapeJson, ShapeRefJson } from "../model.ts";
import { isObject } from "./deep-merge.ts";
import type { Findings } from "./findings.ts";

const scalarTypes = new Set([
  "string", "char", "character", "boolean", "byte", "short", "integer", "long", "biginteger", "float", "double",
  "bigdecimal", "timestamp", "blob",
]); // prettier-ignore
const locations = new Set(["uri", "querystring", "header", "headers", "statusCode"]);
const timestampFormats = new Set(["iso8601", "unixtimestamp", "rfc822"]);

/** Checks that every shape has what its type needs, and that every reference leads somewhere. */
export function checkShapes(model: ServiceModel, findings: Findings): void {
  const { shapes } = model.service;
  for (const [name, shape] of Object.entries(shapes)) {
    const path = `shapes.${name}`;
    if (!isObject(shape)) findings.add(path, "is no object");
    else if (shape.type === "structure") checkStructure(shapes, shape, path, findings);
    else if (shape.type === "list") checkRef(shapes, shape.member, `${path}.member`, findings);
    else if (shape.type === "map") checkMap(shapes, shape, path, findings);
    else if (!scalarTypes.has(String(shape.type).toLowerCase())) {
      findings.add(`${path}.type`, shape.type === undefined ? "is missing" : `unknown type "${shape.type}"`);
    } else checkScalar(shape, path, findings);
  }
  if (findings.errors.length === 0) checkNesting(shapes, findings);
}

function checkStructure(
  shapes: Record<string, ShapeJson>,
  shape: ShapeJson,
  path: string,
  findings: Findings,
): void {
  const { members = {}, required = [], payload } = shape;
  if (!isObject(members)) return findings.add(`${path}.members`, "is no object");
  for (const [member, ref] of Object.entries(members)) {
    const place = `${path}.members.${member}`;
    if (!checkRef(shapes, ref, place, findings)) continue;
    if (ref.location && !locations.has(ref.location))
      findings.add(`${place}.location`, `unknown location "${ref.location}"`);
    checkTimestampFormat(ref, place, findings);
  }
  if (!Array.isArray(required)) findings.add(`${path}.required`, "is no list");
  else
    required.forEach((member, i) => findings.expectName(members, member, `${path}.required.${i}`, "member"));
  if (payload !== undefined) findings.expectName(members, payload, `${path}.payload`, "member");
  // Members of such names would hide what every output or error carries (botocore's rule against shadowing).
  const shadowing = shape.exception ? ["Error", "ResponseMetadata"] : [];
  for (const member of [...shadowing, "$metadata"]) {
    if (Object.hasOwn(members, member))
      findings.add(`${path}.members.${member}`, "hides what every error carries");
  }
}

function checkMap(
  shapes: Record<string, ShapeJson>,
  shape: ShapeJson,
  path: string,
  findings: Findings,
): void {
  checkRef(shapes, shape.value, `${path}.value`, findings);
  if (!checkRef(shapes, shape.key, `${path}.key`, findings)) return;
  const { type } = shapes[shape.key!.shape]!;
  if (type !== "string")
    findings.add(`${path}.key.shape`, `keys are strings, "${shape.key!.shape}" is of type ${type}`);
}

function checkScalar(shape: ShapeJson, path: string, findings: Findings): void {
  checkTimestampFormat(shape, path, findings);
  const { enum: values = [] } = shape;
  if (!Array.isArray(values) || values.some((value) => typeof value !== "string")) {
    findings.add(`${path}.enum`, "is no list of strings");
  }
}

function checkTimestampFormat(traits: { timestampFormat?: string }, path: string, findings: Findings): void {
  const { timestampFormat: format } = traits;
  if (format !== undefined && !timestampFormats.has(String(format).toLowerCase())) {
    findings.add(`${path}.timestampFormat`, `unknown format "${format}"`);
  }
}

function checkRef(
  shapes: Record<string, ShapeJson>,
  ref: ShapeRefJson | undefined,
  path: string,
  findings: Findings,
): boolean {
  if (isObject(ref)) return findings.expectName(shapes, ref.shape, `${path}.shape`, "shape");
  findings.add(path, ref === undefined ? "is missing" : "is no object");
  return false;
}

// Lists and maps stand in line where they are used, which cannot end when they hold themselves.
function checkNesting(shapes: Record<string, ShapeJson>, findings: Findings): void {
  const sound = new Set<string>();
  for (const start of Object.keys(shapes)) {
    const chain = new Set<string>();
    let name: string | undefined = start;
    while (name !== undefined && !sound.has(name)) {
      if (chain.has(name)) {
        findings.add(`shapes.${name}`, "holds itself; a list or map can do so only through a structure");
        break;
      }
      chain.add(name);
      const shape: ShapeJson = shapes[name]!;
      name = (shape.type === "list" ? shape.member : shape.type === "map" ? shape.value : undefined)?.shape;
    }
    for (const checked of chain) sound.add(checked);
  }
}

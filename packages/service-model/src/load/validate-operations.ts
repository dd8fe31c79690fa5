import { JmespathError } from "../jmespath/jmespath-error.ts";
import { compileJmespath } from "../jmespath/compile-jmespath.ts";
import type { OperationJson, ServiceModel, ShapeJson, ShapeRefJson } from "../model.ts";
import { isObject } from "./deep-merge.ts";
import type { Findings } from "./findings.ts";

/** Checks operations: their HTTP binding, structures, errors, and the members that their traits name. */
export function checkOperations(model: ServiceModel, findings: Findings): void {
  for (const [name, operation] of Object.entries(model.service.operations)) {
    const path = `operations.${name}`;
    if (!isObject(operation)) findings.add(path, "is no object");
    else checkOperation(model.service.shapes, operation as OperationJson, path, findings);
  }
}

function checkOperation(
  shapes: Record<string, ShapeJson>,
  operation: OperationJson,
  path: string,
  findings: Findings,
): void {
  const input = checkStructure(shapes, operation.input, `${path}.input`, findings);
  const output = checkStructure(shapes, operation.output, `${path}.output`, findings);
  if (output && Object.hasOwn(output.members ?? {}, "ResponseMetadata")) {
    findings.add(
      `${path}.output`,
      `"${operation.output!.shape}" has a member ResponseMetadata, which every output carries`,
    );
  }
  (operation.errors ?? []).forEach((error, i) =>
    checkStructure(shapes, error, `${path}.errors.${i}`, findings),
  );
  const { method, requestUri } = operation.http ?? {};
  if (typeof method !== "string") findings.add(`${path}.http.method`, "is missing");
  if (typeof requestUri !== "string" || !requestUri.startsWith("/")) {
    findings.add(`${path}.http.requestUri`, 'must begin with "/"');
  } else checkLabels(requestUri, input, `${path}.http.requestUri`, findings);
  checkTraits(operation, input, path, findings);
}

function checkStructure(
  shapes: Record<string, ShapeJson>,
  ref: ShapeRefJson | undefined,
  path: string,
  findings: Findings,
): ShapeJson | undefined {
  if (ref === undefined) return undefined;
  if (!findings.expectName(shapes, ref.shape, `${path}.shape`, "shape")) return undefined;
  const shape = shapes[ref.shape]!;
  if (shape.type === "structure") return shape;
  findings.add(`${path}.shape`, `"${ref.shape}" is of type ${shape.type}, not a structure`);
  return undefined;
}

function checkLabels(
  requestUri: string,
  input: ShapeJson | undefined,
  path: string,
  findings: Findings,
): void {
  const labels = new Set(Array.from(requestUri.matchAll(/\{([^}+]*)\+?\}/g), (match) => match[1]!));
  const members = Object.entries(input?.members ?? {});
  const bound = members.filter(([, ref]) => ref.location === "uri");
  const names = new Set(bound.map(([member, ref]) => ref.locationName ?? member));
  for (const label of labels) {
    if (!names.has(label))
      findings.add(path, `no member of the input has the location uri and the name "${label}"`);
  }
  for (const name of names)
    if (!labels.has(name)) findings.add(path, `has no label {${name}}, which the input has`);
}

function checkTraits(
  operation: OperationJson,
  input: ShapeJson | undefined,
  path: string,
  findings: Findings,
): void {
  const members = input?.members ?? {};
  for (const key of ["requestAlgorithmMember", "requestValidationModeMember"] as const) {
    const member = operation.httpChecksum?.[key];
    if (member !== undefined) findings.expectName(members, member, `${path}.httpChecksum.${key}`, "member");
  }
  for (const [, label] of (operation.endpoint?.hostPrefix ?? "").matchAll(/\{([^}]*)\}/g)) {
    const place = `${path}.endpoint.hostPrefix`;
    if (findings.expectName(members, label, place, "member") && !members[label!]!.hostLabel) {
      findings.add(place, `member "${label}" is no hostLabel`);
    }
  }
  for (const [name, param] of Object.entries(operation.operationContextParams ?? {})) {
    checkPath(param.path, `${path}.operationContextParams.${name}.path`, findings);
  }
}

/** Checks that an expression can be compiled. */
export function checkPath(expression: unknown, path: string, findings: Findings): void {
  if (typeof expression !== "string") return findings.add(path, "is no JMESPath expression");
  try {
    compileJmespath(expression);
  } catch (error) {
    if (!(error instanceof JmespathError)) throw error;
    findings.add(path, error.message);
  }
}

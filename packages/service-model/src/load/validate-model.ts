/**
 * Checks a description before anything is made of it. Each finding says in which file and where; the checks are about what
 * planning and the protocols rely on, not about style, and botocore's own descriptions pass all of them.
 */
import type { ModelError } from "../model-error.ts";
import type { ServiceModel } from "../model.ts";
import { protocolsByPriority } from "../plan/choose-protocol.ts";
import { isObject } from "./deep-merge.ts";
import { Findings } from "./findings.ts";
import { checkOperations } from "./validate-operations.ts";
import { checkPaginators, checkWaiters } from "./validate-companions.ts";
import { checkShapes } from "./validate-shapes.ts";

/** Everything that is wrong in a description; none when it can be planned. */
export function validateModel(model: ServiceModel): readonly ModelError[] {
  const findings = new Findings(model.source);
  const { service } = model as { service: unknown };
  if (!isObject(service)) {
    findings.add("", "is not a service description");
    return findings.errors;
  }
  const whole = ["metadata", "operations", "shapes"].filter((key) => {
    const present = isObject(service[key]);
    if (!present) findings.add(key, "is missing or is no object");
    return present;
  });
  if (whole.length < 3) return findings.errors;
  checkMetadata(model, findings);
  checkShapes(model, findings);
  // What follows takes for granted that shapes are sound.
  if (findings.errors.length > 0) return findings.errors;
  checkOperations(model, findings);
  if (findings.errors.length > 0) return findings.errors;
  checkPaginators(model, findings);
  checkWaiters(model, findings);
  return findings.errors;
}

function checkMetadata({ service: { metadata } }: ServiceModel, findings: Findings): void {
  for (const key of ["apiVersion", "endpointPrefix", "protocol", "serviceId"] as const) {
    if (typeof metadata[key] !== "string" || metadata[key] === "")
      findings.add(`metadata.${key}`, "is missing");
  }
  if (!metadata.signatureVersion && !metadata.auth?.length) {
    findings.add("metadata", 'needs "auth" or "signatureVersion"');
  }
  const offered: readonly string[] = metadata.protocols?.length ? metadata.protocols : [metadata.protocol];
  if (!offered.some((name) => (protocolsByPriority as readonly string[]).includes(name))) {
    const wanted = protocolsByPriority.join(", ");
    findings.add("metadata.protocols", `${offered.join(", ")}: none of them is supported (${wanted})`);
  }
  const needsTarget = offered.some((name) => name === "json" || name === "smithy-rpc-v2-cbor");
  if (needsTarget && !metadata.targetPrefix) findings.add("metadata.targetPrefix", "is missing");
}

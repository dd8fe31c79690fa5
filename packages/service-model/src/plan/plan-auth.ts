import type { OperationJson, ServiceModel } from "../model.ts";
import { adjustmentsOf } from "./adjustments.ts";

const schemes: Readonly<Record<string, string>> = {
  "aws.auth#sigv4": "sigv4",
  "aws.auth#sigv4a": "sigv4a",
  "smithy.api#httpBearerAuth": "bearer",
  "smithy.api#noAuth": "none",
};

/** `signatureVersion` and `authtype`, the older words; S3's version differs in details that are the core's matter. */
const versions: Readonly<Record<string, string>> = { v4: "sigv4", s3: "sigv4", s3v4: "sigv4", v4a: "sigv4a" };

/** Auth schemes of a service, in the core's words and the model's order. */
export function planServiceAuth(model: ServiceModel): string[] {
  const { auth, signatureVersion } = model.service.metadata;
  const adjusted = adjustmentsOf(model).find((adjustment) => adjustment.auth)?.auth;
  if (adjusted) return [...adjusted];
  if (auth?.length) return auth.map(schemeOf);
  return [signatureVersion ? (versions[signatureVersion] ?? signatureVersion) : "sigv4"];
}

/** Auth schemes of an operation where they are not those of the service; `auth` counts before `authtype`. */
export function planOperationAuth(
  operation: OperationJson,
  ofService: readonly string[],
): string[] | undefined {
  const auth = operation.auth?.length ? operation.auth.map(schemeOf) : fromAuthtype(operation.authtype);
  return auth && auth.join() !== ofService.join() ? auth : undefined;
}

/** Whether the payload of an operation stays out of the signature. */
export function isUnsignedPayload(operation: OperationJson): boolean {
  return operation.unsignedPayload === true || operation.authtype === "v4-unsigned-body";
}

function fromAuthtype(authtype: string | undefined): string[] | undefined {
  if (!authtype || authtype === "v4-unsigned-body") return undefined;
  return [versions[authtype] ?? authtype];
}

function schemeOf(name: string): string {
  return schemes[name] ?? name.slice(name.indexOf("#") + 1);
}

/**
 * What botocore does to single services by code when it loads or first uses them, as far as it belongs to the model.
 * Each adjustment has a name and a reason; corrections of data are not here but in `models/patches`.
 */
import type { OperationJson, ServiceModel } from "../model.ts";

/** A change of how one service is planned. */
export interface Adjustment {
  readonly name: string;
  readonly reason: string;
  /** Folder name of the service in the data. */
  readonly service: string;
  /** Changes an operation; the model itself stays as it is. */
  readonly operation?: (operation: OperationJson) => OperationJson;
  /** Name of the full client. */
  readonly className?: string;
  /** Auth schemes of the service. */
  readonly auth?: readonly string[];
}

/** All adjustments. */
export const adjustments: readonly Adjustment[] = [
  {
    name: "bucket-out-of-path",
    reason: "The endpoint ruleset puts the bucket into host or path; the label in the URI would repeat it.",
    service: "s3",
    operation: withoutBucketInPath,
  },
  {
    name: "account-id-out-of-host-prefix",
    reason: "The endpoint ruleset puts the account id into the host; the host prefix would repeat it.",
    service: "s3control",
    operation: withoutAccountIdPrefix,
  },
  {
    name: "importexport-signature",
    reason:
      "The model says v2, which the service has long ceased to ask for: botocore signs with Signature Version 4.",
    service: "importexport",
    auth: ["sigv4"],
  },
  {
    name: "sms-voice-class-name",
    reason:
      "The model has the same service id as pinpoint-sms-voice; the name says which package it comes from.",
    service: "sms-voice",
    className: "SMSVoice",
  },
];

/** The adjustments of a service. */
export function adjustmentsOf(model: ServiceModel): readonly Adjustment[] {
  return adjustments.filter((adjustment) => adjustment.service === model.name);
}

function withoutBucketInPath(operation: OperationJson): OperationJson {
  const [path = "", query] = operation.http.requestUri.split("?");
  if (path !== "/{Bucket}" && !path.startsWith("/{Bucket}/")) return operation;
  const rest = path.slice("/{Bucket}".length) || "/";
  const requestUri = query === undefined ? rest : `${rest}?${query}`;
  return { ...operation, http: { ...operation.http, requestUri } };
}

function withoutAccountIdPrefix(operation: OperationJson): OperationJson {
  const inRuleset = operation.staticContextParams?.["RequiresAccountId"]?.value === true;
  if (!inRuleset || operation.endpoint?.hostPrefix !== "{AccountId}.") return operation;
  const { endpoint: _, ...rest } = operation;
  return rest;
}

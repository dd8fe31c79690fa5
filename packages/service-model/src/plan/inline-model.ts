/** Small models for tests: a service with one operation or a few, everything else filled in. */
import type { OperationJson, ServiceJson, ServiceModel, ShapeJson } from "../model.ts";

/** What a test says about its model. Operations get `name` and `http` when they have none. */
export interface InlineModel extends Partial<Omit<ServiceModel, "service">> {
  metadata?: Partial<ServiceJson["metadata"]>;
  operations?: Record<string, Partial<OperationJson>>;
  shapes?: Record<string, ShapeJson>;
  clientContextParams?: ServiceJson["clientContextParams"];
}

/** A model of a service named Parcel Post that speaks rest-json, with a shape `String`. */
export function inlineModel(inline: InlineModel): ServiceModel {
  const { metadata, operations = {}, shapes = {}, clientContextParams, ...rest } = inline;
  const complete = Object.entries(operations).map(([name, operation]): [string, OperationJson] => [
    name,
    { name, http: { method: "POST", requestUri: "/" }, ...operation },
  ]);
  return {
    name: "parcel",
    paginators: {},
    waiters: {},
    source: "parcel/service-2.json",
    ...rest,
    service: {
      metadata: {
        apiVersion: "2024-01-01",
        endpointPrefix: "parcel",
        protocol: "rest-json",
        serviceFullName: "Parcel Service",
        serviceId: "Parcel Post",
        signatureVersion: "v4",
        ...metadata,
      },
      operations: Object.fromEntries(complete),
      shapes: { String: { type: "string" }, ...shapes },
      ...(clientContextParams && { clientContextParams }),
    },
  };
}

/** A structure of members given as references or as names of shapes. */
export function structure(
  members: Record<string, string | NonNullable<ShapeJson["members"]>[string]>,
  rest: Partial<ShapeJson> = {},
): ShapeJson {
  const entries = Object.entries(members).map(
    ([name, ref]) => [name, typeof ref === "string" ? { shape: ref } : ref] as const,
  );
  return { type: "structure", members: Object.fromEntries(entries), ...rest };
}

import { ModelError } from "../model-error.ts";
import type { ServiceModel } from "../model.ts";
import type { ServicePlan } from "./plan.ts";

/** A wire protocol, in the words of the service descriptions. */
export type ProtocolName = ServicePlan["protocol"];

/** Protocols that can be spoken, the preferred ones first; botocore's order. */
export const protocolsByPriority: readonly ProtocolName[] = [
  "json",
  "rest-json",
  "rest-xml",
  "smithy-rpc-v2-cbor",
  "query",
  "ec2",
];

/**
 * The protocol of a service: the first of {@link protocolsByPriority} among the model's `protocols`, else its `protocol`.
 *
 * @throws {@link ModelError} when the service speaks none of them.
 */
export function chooseProtocol(model: ServiceModel): ProtocolName {
  const { protocol, protocols } = model.service.metadata;
  const offered = protocols?.length ? protocols : [protocol];
  const chosen = protocolsByPriority.find((name) => offered.includes(name));
  if (chosen) return chosen;
  const problem = `no supported protocol among ${offered.map((name) => `"${name}"`).join(", ")}`;
  throw new ModelError(model.source, protocols?.length ? "metadata.protocols" : "metadata.protocol", problem);
}

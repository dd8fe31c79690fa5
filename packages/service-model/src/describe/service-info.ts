import type { ServicePlan } from "../plan/plan.ts";

/** What protocols and signers read about a service; the core's `ServiceInfo`. */
export interface DescribedServiceInfo {
  readonly id: string;
  readonly apiVersion: string;
  readonly endpointPrefix: string;
  readonly signingName: string;
  readonly targetPrefix?: string;
  readonly jsonVersion?: string;
  readonly queryCompatible?: true;
  readonly auth?: readonly string[];
}

/** The service info of a plan, keys in the order in which generated packages list them. */
export function serviceInfoOf(plan: ServicePlan): DescribedServiceInfo {
  const { metadata, auth } = plan;
  const {
    serviceId,
    apiVersion,
    endpointPrefix,
    signingName,
    targetPrefix,
    jsonVersion,
    awsQueryCompatible,
  } = metadata;
  return {
    id: serviceId ?? plan.name,
    apiVersion,
    endpointPrefix,
    signingName: signingName ?? endpointPrefix,
    ...(targetPrefix !== undefined && { targetPrefix }),
    ...(jsonVersion !== undefined && jsonVersion !== "1.0" && { jsonVersion }),
    ...(awsQueryCompatible && { queryCompatible: true as const }),
    ...(auth && { auth }),
  };
}

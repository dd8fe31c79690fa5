/** What the core does differently for single services, by the names under which it exports that. */
import type { ServicePlan } from "@inia/service-model";

/** Customizations by service id, in the order in which they apply. */
const byService: Readonly<Record<string, readonly string[]>> = {
  S3: ["s3"],
};

/** Names exported by the core that a service's record lists. */
export function customizationsOf(plan: ServicePlan): readonly string[] {
  return byService[plan.metadata.serviceId] ?? [];
}

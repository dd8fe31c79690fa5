import type { EndpointResolver } from "./endpoint.ts";
import { endpointError } from "./endpoint-error.ts";
import { partition } from "./partition.ts";

/** In what a service differs from the commonest ruleset. */
export interface StandardEndpointOptions {
  /** Partitions where FIPS is what the ordinary IPv4 host does: no `-fips` in its name. */
  readonly plainFips?: readonly string[];
  /** Regions where it is so. */
  readonly plainFipsRegions?: readonly string[];
  /** All hosts are dual-stack; there is no other choice to make. */
  readonly dualstackOnly?: boolean;
}

/**
 * The ruleset that most services have: `<prefix>[-fips].<region>.<DNS suffix>`, where dual-stack takes the partition's
 * dual-stack suffix, and a custom endpoint as it is.
 *
 * The resolver throws {@link ConfigError} when the region is missing and when a custom endpoint meets FIPS or
 * dual-stack. Generated code takes it only where it does what the service's own ruleset does.
 *
 * @param prefix First part of the host: the endpoint prefix.
 */
export function standardEndpoint(prefix: string, options: StandardEndpointOptions = {}): EndpointResolver {
  const { plainFips, plainFipsRegions, dualstackOnly } = options;
  return (parameters) => {
    const { Region, UseFIPS, UseDualStack, Endpoint } = parameters as StandardParameters;
    if (Endpoint !== undefined) {
      if (UseFIPS || (UseDualStack && !dualstackOnly)) {
        throw endpointError(`A custom endpoint cannot be combined with ${UseFIPS ? "FIPS" : "dual-stack"}`);
      }
      return { url: Endpoint };
    }
    if (Region === undefined) throw endpointError("A region is needed to find the endpoint");
    const { name, dnsSuffix, dualStackDnsSuffix } = partition(Region);
    const dualstack = UseDualStack || dualstackOnly;
    const plain = !dualstack && (plainFips?.includes(name) || plainFipsRegions?.includes(Region));
    const fips = UseFIPS && !plain ? "-fips" : "";
    return { url: `https://${prefix}${fips}.${Region}.${dualstack ? dualStackDnsSuffix : dnsSuffix}` };
  };
}

interface StandardParameters {
  readonly Region?: string;
  readonly UseFIPS?: boolean;
  readonly UseDualStack?: boolean;
  readonly Endpoint?: string;
}
